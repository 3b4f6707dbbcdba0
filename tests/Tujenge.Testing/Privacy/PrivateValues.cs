using System.Collections.Concurrent;

namespace Tujenge.Testing.Privacy;

/// <summary>Whatever this test run has used that no log and no trace may show: keys, tokens, numbers, texts.</summary>
public static class PrivateValues
{
    private static readonly ConcurrentDictionary<string, string> Kinds = new();

    /// <summary>All values with what they are.</summary>
    public static IReadOnlyDictionary<string, string> All => Kinds;

    /// <summary>Remembers a value.</summary>
    /// <param name="value">Long enough to stand nowhere by chance.</param>
    /// <param name="kind">What it is, for the failure message: "API key".</param>
    public static void Add(string value, string kind) => Kinds[value] = kind;

    /// <summary>What the text shows of them, as "KIND (VALUE)"; empty is well.</summary>
    public static IReadOnlyList<string> FindIn(string text) =>
    [
        .. Kinds.Where(entry => text.Contains(entry.Key, StringComparison.Ordinal)).Select(entry => $"{entry.Value} ({entry.Key})"),
    ];
}
