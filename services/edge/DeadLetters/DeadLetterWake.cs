using Tujenge.Infra.Work;

namespace Tujenge.Edge.DeadLetters;

/// <summary>Tells this process's count of dead letters that it has changed.</summary>
internal sealed class DeadLetterWake
{
    public WakeSignal Signal { get; } = new();
}
