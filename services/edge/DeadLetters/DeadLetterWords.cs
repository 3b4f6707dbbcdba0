namespace Tujenge.Edge.DeadLetters;

/// <summary>Kinds and states as answers and metrics write them.</summary>
internal static class DeadLetterWords
{
    public static string ToWire(this DeadLetterKind kind) => kind switch
    {
        DeadLetterKind.Error => "error",
        DeadLetterKind.Skipped => "skipped",
        _ => "delivery_limit",
    };

    public static string ToWire(this DeadLetterState state) => state switch
    {
        DeadLetterState.Waiting => "waiting",
        DeadLetterState.Replayed => "replayed",
        _ => "discarded",
    };
}
