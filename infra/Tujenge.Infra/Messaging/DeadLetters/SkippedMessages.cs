using MassTransit;
using MassTransit.Transports;

namespace Tujenge.Infra.Messaging.DeadLetters;

/// <summary>
/// Moves a message whose type no consumer of the queue knows, and says which queue it was; MassTransit's own filter says
/// only that it was skipped.
/// </summary>
/// <param name="reason">What stands before the queue's name in <c>MT-Reason</c>.</param>
internal sealed class SkippedMessages(string reason) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await context.GetPayload<IDeadLetterTransport>().Send(context, reason + DeadLetterQueue.NameIn(context.InputAddress));
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("skipped");
}
