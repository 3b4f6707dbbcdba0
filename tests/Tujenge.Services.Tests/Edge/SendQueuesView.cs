using System.Collections.Concurrent;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Tujenge.Infra.Messaging;

namespace Tujenge.Services.Tests.Edge;

/// <summary>What a message in a send queue looks like to a sender.</summary>
internal sealed record QueuedMessage(
    string Queue,
    bool IsPersistent,
    string MessageId,
    Guid ChannelId,
    string Recipient,
    string Body);

/// <summary>Looks into the send queues. Takes nothing out: what is not acknowledged goes back when it closes.</summary>
internal sealed class SendQueuesView : IAsyncDisposable
{
    private readonly IConnection _connection;

    private SendQueuesView(IConnection connection) => _connection = connection;

    public ConcurrentQueue<QueuedMessage> Messages { get; } = new();

    /// <summary>Refused by the broker unless they are durable quorum queues with a single active consumer.</summary>
    public static async Task<SendQueuesView> OpenAsync(IReadOnlyDictionary<string, string?> servers)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(servers["Messaging:Host"]!),
            UserName = servers["Messaging:Username"]!,
            Password = servers["Messaging:Password"]!,
            AutomaticRecoveryEnabled = false,
        };
        var view = new SendQueuesView(await factory.CreateConnectionAsync());
        var channel = await view._connection.CreateChannelAsync();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += view.SeeAsync;
        for (var number = 0; number < int.Parse(servers["Messaging:SendQueues"]!, null); number++)
        {
            var queue = SendQueues.NameOf(number);
            await channel.QueueDeclarePassiveAsync(queue); // there already …
            await channel.QueueDeclareAsync(               // … and the same in every respect
                queue,
                durable: true,
                exclusive: false,
                autoDelete: false,
                new Dictionary<string, object?>
                {
                    ["x-queue-type"] = "quorum",
                    ["x-single-active-consumer"] = true,
                    ["x-delivery-limit"] = 1_000,
                    ["x-dead-letter-exchange"] = "dead-letters",
                    ["x-dead-letter-strategy"] = "at-least-once",
                    ["x-overflow"] = "reject-publish",
                });
            // Acknowledged as they come: a quorum queue shows a consumer 2000 messages at the most.
            await channel.BasicConsumeAsync(queue, autoAck: true, consumerTag: queue, consumer);
        }

        return view;
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private Task SeeAsync(object sender, BasicDeliverEventArgs delivery)
    {
        using var envelope = JsonDocument.Parse(delivery.Body);
        var message = envelope.RootElement.GetProperty("message");
        Messages.Enqueue(new QueuedMessage(
            delivery.ConsumerTag,
            delivery.BasicProperties.Persistent,
            message.GetProperty("messageId").GetString()!,
            message.GetProperty("channelId").GetGuid(),
            message.GetProperty("recipient").GetString()!,
            message.GetProperty("body").GetRawText()));
        return Task.CompletedTask;
    }
}
