using Tujenge.Infra.Work;

namespace Tujenge.Dispatcher.Delivering;

/// <summary>Tells the delivery loop of this process that there is something new.</summary>
internal sealed class DeliveryWake
{
    public WakeSignal Signal { get; } = new();
}
