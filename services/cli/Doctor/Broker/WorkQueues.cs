using RabbitMQ.Client;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Messaging.DeadLetters;

namespace Tujenge.Cli.Doctor.Broker;

/// <summary>The queues that must be there, as contracts/README.md lists them.</summary>
internal static class WorkQueues
{
    private const string Check = "queues";

    /// <summary>More than a busy second's worth: nobody keeps up.</summary>
    private const uint Many = 10_000;

    /// <summary>All that services take work from.</summary>
    public static IReadOnlyList<WorkQueue> All(int sendQueues) =>
    [
        .. Enumerable.Range(0, sendQueues).Select(number => new WorkQueue("sender", SendQueues.NameOf(number))),
        new("sender", "sender-message-status-changed"),
        new("inbound", "inbound-callback-received"),
        new("inbound", "inbound-on-premises-callback-received"),
        new("dispatcher", "dispatcher-inbound-message-received"),
        new("dispatcher", "dispatcher-message-status-changed"),
        new("dispatcher", "dispatcher-channel-changed"),
        new("edge", "edge-wa-id-learned"),
        new("edge", "edge-media-received"),
        new("edge", DeadLetterQueue.Name),
    ];

    /// <summary>Asks for all of them.</summary>
    public static async Task<IReadOnlyList<Finding>> LookAtAsync(IConnection connection, int sendQueues, CancellationToken cancellationToken)
    {
        var queues = new List<WorkQueue>();
        foreach (var queue in All(sendQueues))
        {
            queues.Add(await queue.LookAsync(connection, cancellationToken));
        }

        return [.. Judge(queues)];
    }

    /// <summary>What is wrong with queues that must be there; one finding if nothing is.</summary>
    internal static IEnumerable<Finding> Judge(IReadOnlyList<WorkQueue> queues)
    {
        Finding[] problems =
        [
            .. ByService(queues.Where(queue => queue.Messages is null)).Select(missing => Finding.Failed(
                Check, $"missing: {missing.Names}", $"Start the {missing.Service}: it declares them.")),
            .. ByService(queues.Where(queue => queue is { Messages: not null, Consumers: 0 })).Select(idle => Finding.Failed(
                Check, $"nobody takes from {idle.Names}", $"Start the {idle.Service}, or see in its log why it does not.")),
            .. queues.Where(queue => queue.Messages >= Many).Select(full => Finding.Warning(
                Check, $"{full.Messages} messages wait in {full.Name}", $"The {full.Service} does not keep up: start more of them, or see in its log what holds it up.")),
        ];

        return problems is [] ? [Finding.Ok(Check, $"{queues.Count}, all with consumers; {queues.Sum(queue => queue.Messages)} messages wait")] : problems;
    }

    private static IEnumerable<(string Service, string Names)> ByService(IEnumerable<WorkQueue> queues) => queues
        .GroupBy(queue => queue.Service, queue => queue.Name)
        .Select(service => (service.Key, service.Count() > 3 ? $"{service.First()} and {service.Count() - 1} more" : string.Join(", ", service)));
}
