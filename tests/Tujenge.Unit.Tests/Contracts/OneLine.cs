namespace Tujenge.Unit.Tests.Contracts;

/// <summary>Documents of the wire have one line; in here they are broken to be read.</summary>
internal static class OneLine
{
    public static string Of(string text) => text.ReplaceLineEndings("");
}
