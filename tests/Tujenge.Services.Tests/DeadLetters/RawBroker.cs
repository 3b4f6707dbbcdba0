using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.DeadLetters;

/// <summary>RabbitMQ without a bus: for messages that no bus would send, and for consumers that die.</summary>
internal sealed class RawBroker : IAsyncDisposable
{
    private readonly ConnectionFactory _factory;
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private RawBroker(ConnectionFactory factory, IConnection connection, IChannel channel)
    {
        _factory = factory;
        _connection = connection;
        _channel = channel;
    }

    public static async Task<RawBroker> ConnectAsync(IReadOnlyDictionary<string, string?> servers)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(servers["Messaging:Host"]!),
            UserName = servers["Messaging:Username"]!,
            Password = servers["Messaging:Password"]!,
            AutomaticRecoveryEnabled = false,
        };
        var connection = await factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return new RawBroker(factory, connection, channel);
    }

    /// <summary>Puts a message into a queue; returns when the broker has it.</summary>
    public async Task PutAsync(string queue, string body, params (string Name, object? Value)[] headers) => await _channel.BasicPublishAsync(
        exchange: "",
        routingKey: queue,
        mandatory: true,
        new BasicProperties
        {
            Persistent = true,
            ContentType = "application/vnd.masstransit+json",
            Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        },
        Encoding.UTF8.GetBytes(body));

    /// <summary>Messages in a queue that no consumer holds.</summary>
    public async Task<uint> CountAsync(string queue) => await _channel.MessageCountAsync(queue);

    /// <summary>All messages in a queue, once the broker knows that its consumers are gone and has taken back what they held.</summary>
    public async Task<uint> CountWithoutConsumersAsync(string queue) => (await Eventually.GetAsync(
        () => _channel.QueueDeclarePassiveAsync(queue), state => state.ConsumerCount == 0, $"{queue} to have no consumer")).MessageCount;

    /// <summary>A consumer takes a number of messages and dies, again and again.</summary>
    public async Task TakeAndDieAsync(string queue, ushort messages, int times)
    {
        for (var life = 0; life < times; life++)
        {
            await using var connection = await _factory.CreateConnectionAsync();
            var channel = await connection.CreateChannelAsync();
            await channel.BasicQosAsync(0, messages, global: false);
            var taken = new CountdownEvent(messages);
            var all = new TaskCompletionSource();
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, _) =>
            {
                if (taken.Signal())
                {
                    all.TrySetResult();
                }

                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
            await all.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await connection.AbortAsync();
        }
    }

    /// <summary>A consumer takes a message and gives it back, until it comes no more.</summary>
    /// <returns>How often it came.</returns>
    public async Task<int> GiveBackUntilGoneAsync(string queue, Func<Task> gone)
    {
        await using var connection = await _factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 1, global: false);
        var taken = 0;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            taken++;
            await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: true);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        await gone();
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
