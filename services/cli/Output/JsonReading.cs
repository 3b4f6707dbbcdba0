using System.Globalization;
using System.Text.Json;

namespace Tujenge.Cli.Output;

/// <summary>Reads answers without demanding anything of them: another release of edge may have more fields, or fewer.</summary>
internal static class JsonReading
{
    /// <summary>What stands for nothing.</summary>
    public const string Nothing = "-";

    /// <summary>A member; null when it is absent or null.</summary>
    public static JsonElement? Member(this JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>A member as text.</summary>
    public static string Text(this JsonElement entry, string name) => entry.Member(name) switch
    {
        null => Nothing,
        { ValueKind: JsonValueKind.Array } list => string.Join(", ", list.EnumerateArray()) is { Length: > 0 } items ? items : Nothing,
        { } member => $"{member}",
    };

    /// <summary>The elements of a member that is a list.</summary>
    public static IReadOnlyList<JsonElement> List(this JsonElement entry, string name) =>
        entry.Member(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>A moment to the minute, in UTC.</summary>
    public static string Minute(this JsonElement entry, string name) => entry.Moment(name, "yyyy-MM-dd HH:mm");

    /// <summary>A moment to the second, in UTC.</summary>
    public static string Second(this JsonElement entry, string name) => entry.Moment(name, "yyyy-MM-dd HH:mm:ss'Z'");

    private static string Moment(this JsonElement entry, string name, string format) =>
        entry.Member(name) is { ValueKind: JsonValueKind.String } member && member.TryGetDateTimeOffset(out var moment)
            ? moment.UtcDateTime.ToString(format, CultureInfo.InvariantCulture)
            : entry.Text(name);
}
