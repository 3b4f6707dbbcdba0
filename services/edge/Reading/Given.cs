namespace Tujenge.Edge.Reading;

/// <summary>Repeats to clients what they gave, as long as it is short.</summary>
internal static class Given
{
    private const int Longest = 64;

    public static string Quote(string text) => text.Length <= Longest ? $"'{text}'" : $"{text.Length} characters";
}
