using System.Collections.Concurrent;
using MassTransit;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Messaging;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>The sender, as inbound knows it: it says which of an upstream's ids are ours.</summary>
internal sealed class ScriptedSender
{
    /// <summary>Knows no id, and sends nothing.</summary>
    public static MessageIdsFound Nothing => new() { MessageIds = new Dictionary<string, string>(), OnTheirWay = [] };

    /// <summary>What was asked, in the order in which it came.</summary>
    public ConcurrentQueue<FindMessageIds> Questions { get; } = new();

    /// <summary>What it answers.</summary>
    public Func<FindMessageIds, MessageIdsFound> Answer { get; set; } = _ => Nothing;

    /// <summary>A sender that knows one id.</summary>
    public static MessageIdsFound Of(string upstreamId, string messageId) =>
        Nothing with { MessageIds = new Dictionary<string, string> { [upstreamId] = messageId } };

    /// <summary>It, beside what else is on a bus.</summary>
    public BusModule Beside(BusModule module) => new(module.Register, (context, factory) =>
    {
        module.Endpoints?.Invoke(context, factory);
        factory.ReceiveEndpoint("sender-find-message-ids", endpoint =>
        {
            endpoint.UseRequestPipeline();
            endpoint.Handler<FindMessageIds>(asked =>
            {
                Questions.Enqueue(asked.Message);
                return asked.RespondAsync(Answer(asked.Message));
            });
        });
    });
}
