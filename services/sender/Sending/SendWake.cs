using Tujenge.Infra.Work;

namespace Tujenge.Sender.Sending;

/// <summary>Tells the send loop of this process that the log has something new.</summary>
internal sealed class SendWake
{
    public WakeSignal Signal { get; } = new();
}
