using System.Net.Mime;
using System.Text;
using MassTransit;
using MassTransit.Serialization;
using Tujenge.Contracts.Directory;
using Tujenge.Infra.Messaging;

namespace Tujenge.Unit.Tests.Edge.DeadLetters;

/// <summary>A queue on edge's in-memory bus whose consumer fails for as long as the test wants it to.</summary>
internal sealed class FailingQueue
{
    public const string Name = "test-failing";

    private readonly List<Guid> _consumed = [];

    /// <summary>What the consumer throws; null when its cause is gone.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What it did not fail on.</summary>
    public IReadOnlyList<Guid> Consumed
    {
        get
        {
            lock (_consumed)
            {
                return [.. _consumed];
            }
        }
    }

    public BusModule Module => new(_ => { }, (_, factory) => factory.ReceiveEndpoint(Name, endpoint =>
    {
        endpoint.UseHousePipeline();
        endpoint.Handler<ChannelChanged>(context =>
        {
            if (Fault is { } fault)
            {
                throw fault;
            }

            lock (_consumed)
            {
                _consumed.Add(context.Message.ChannelId);
            }

            return Task.CompletedTask;
        });
    }));

    /// <summary>Sends bytes to the queue, as they are.</summary>
    public static async Task SendRawAsync(IBus bus, string body)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{Name}"));
        await endpoint.Send(new ChannelChanged { ChannelId = Guid.NewGuid() }, Pipe.Execute<SendContext<ChannelChanged>>(context =>
            context.Serializer = new CopyBodySerializer(
                new ContentType("application/vnd.masstransit+json"), new BytesMessageBody(Encoding.UTF8.GetBytes(body)))));
    }
}
