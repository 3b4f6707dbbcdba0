using MassTransit;

namespace Tujenge.Infra.Messaging.DeadLetters;

/// <summary>
/// Sets messages aside that kill their process, again and again. Whatever that process had fetched comes back with it and
/// is counted as well, so the number of deliveries names suspects, not the culprit: only the first of them, which stands
/// where the last process died, is set aside, and the others are tried. If there is another culprit among them, the next
/// process finds it.
/// </summary>
internal sealed class TooManyDeliveries(TimeProvider clock) : IFilter<ConsumeContext>
{
    /// <summary>
    /// Far more than good messages need: they take moments, so hardly one kill hits the same message twice. An outage of
    /// the database, in which a message is held, costs one for each half hour (RabbitMQ's consumer timeout): two days.
    /// </summary>
    public const int Most = 100;

    /// <summary>Longer than a process lives that dies of a message; then the next suspect is looked at.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long _lastSetAside = long.MinValue;

    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        var deliveries = DeliveriesOf(context.ReceiveContext.TransportHeaders);
        return deliveries >= Most && MaySetAside()
            ? throw new TooManyDeliveriesException(deliveries)
            : next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("tooManyDeliveries");

    /// <summary>How often it was delivered before. RabbitMQ 4.3 counts in the second header what earlier ones do in the first.</summary>
    private static long DeliveriesOf(Headers headers) =>
        Math.Max(headers.Get<long>("x-delivery-count") ?? 0, headers.Get<long>("x-acquired-count") ?? 0);

    private bool MaySetAside()
    {
        var last = Volatile.Read(ref _lastSetAside);
        return (last == long.MinValue || clock.GetElapsedTime(last) >= Pause)
            && Interlocked.CompareExchange(ref _lastSetAside, clock.GetTimestamp(), last) == last;
    }
}

/// <summary>A message came back too often without anybody finishing it.</summary>
/// <param name="deliveries">How often it was delivered before.</param>
public sealed class TooManyDeliveriesException(long deliveries)
    : Exception($"Delivered {deliveries} times, and never finished: it may be what its processes died of.");
