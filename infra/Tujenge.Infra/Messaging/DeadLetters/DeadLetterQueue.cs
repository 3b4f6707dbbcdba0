using MassTransit;
using MassTransit.RabbitMqTransport.Configuration;

namespace Tujenge.Infra.Messaging.DeadLetters;

/// <summary>
/// The one queue for what nobody can process, whichever queue it comes from: MassTransit's error and skipped queues and
/// the broker's dead letters alike. A buffer that outlives an outage of the database; edge takes it in and shows it.
/// </summary>
public static class DeadLetterQueue
{
    /// <summary>Name of the queue, and of its exchange.</summary>
    public const string Name = "dead-letters";

    /// <summary>
    /// The broker's own limit, the last resort. On RabbitMQ 3 and 4.0 to 4.2 every loss of a connection counts as a delivery
    /// of all that was fetched over it, on 4.3 it does not; <see cref="TooManyDeliveries"/> acts long before, on all of them,
    /// and takes one message instead of all. This is for what kills a process before it gets that far.
    /// </summary>
    private const int MostDeliveries = 1_000;

    /// <summary>As good as none, so that nothing is dropped from here; RabbitMQ 3 takes no number that says "none".</summary>
    private const int NoLimit = 1_000_000;

    private const string SkippedBy = "skipped by ";

    /// <summary>The queue that had no use for the message, where <paramref name="reason"/> (<c>MT-Reason</c>) says so.</summary>
    public static string? SkippedIn(string? reason) =>
        reason?.StartsWith(SkippedBy, StringComparison.Ordinal) == true ? reason[SkippedBy.Length..] : null;

    /// <summary>Name of the queue or exchange at an address of the bus.</summary>
    public static string NameIn(Uri address) => Uri.UnescapeDataString(address.Segments[^1]);

    /// <summary>What a quorum queue says when it is declared. A queue's arguments cannot be changed later.</summary>
    /// <param name="queue">This queue, as a receive endpoint or as the end of another.</param>
    public static void Declare(IRabbitMqQueueConfigurator queue)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-delivery-limit", NoLimit); // RabbitMQ 4 has a limit of 20 unless it is told otherwise.
    }

    /// <summary>Makes this queue the error and skipped queue of all endpoints.</summary>
    internal static void UseDeadLetterQueue(this IBusFactoryConfigurator factory)
    {
        factory.SendTopology.ErrorQueueNameFormatter = OneForAll.Instance;
        factory.SendTopology.DeadLetterQueueNameFormatter = OneForAll.Instance;
        if (factory is IRabbitMqBusFactoryConfigurator rabbit)
        {
            rabbit.SendTopology.ConfigureErrorSettings = DeclareAfresh;
            rabbit.SendTopology.ConfigureDeadLetterSettings = DeclareAfresh;
        }
    }

    /// <summary>A message that ends nowhere else ends here, never in nothing.</summary>
    internal static void UseDeadLetterQueue(this IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new SkippedMessages(SkippedBy)));
        endpoint.UseFilter(new TooManyDeliveries(TimeProvider.System));

        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            // Declared before the queue that needs it. At least once, or the broker would forget a message that the dead
            // letter queue did not take; that strategy wants this overflow, which without a longest length never happens.
            rabbit.BindDeadLetterQueue(Name, Name, Declare);
            rabbit.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
            rabbit.SetQueueArgument("x-overflow", "reject-publish");
            rabbit.SetQueueArgument("x-delivery-limit", MostDeliveries);
        }
    }

    /// <summary>MassTransit hands on what the faulting queue is like: its single active consumer, or how soon it goes.</summary>
    private static void DeclareAfresh(IRabbitMqQueueBindingConfigurator settings)
    {
        settings.Durable = true;
        settings.AutoDelete = false;
        ((QueueBindingConfigurator)settings).QueueArguments.Clear();
        Declare(settings);
    }

    private sealed class OneForAll : IErrorQueueNameFormatter, IDeadLetterQueueNameFormatter
    {
        public static OneForAll Instance { get; } = new();

        public string FormatErrorQueueName(string queueName) => Name;

        public string FormatDeadLetterQueueName(string queueName) => Name;
    }
}
