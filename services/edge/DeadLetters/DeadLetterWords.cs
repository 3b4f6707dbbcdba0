namespace Tujenge.Edge.DeadLetters;

/// <summary>Kinds and states as answers and metrics write them.</summary>
internal static class DeadLetterWords
{
    /// <summary>The states that may be asked for.</summary>
    public static readonly string[] States = [.. Enum.GetValues<DeadLetterState>().Select(ToWire)];

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

    /// <summary>The state that a word means; null when it means none.</summary>
    public static DeadLetterState? ToState(string word) =>
        Array.IndexOf(States, word) is var state and >= 0 ? (DeadLetterState)state : null;
}
