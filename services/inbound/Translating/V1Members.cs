using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Inbound.Processing;

namespace Tujenge.Inbound.Translating;

/// <summary>
/// Members that v1 clients read without looking at their type, in the type that v1 has for them: a parser of theirs that fails at one
/// loses the message.
/// </summary>
internal static class V1Members
{
    /// <summary>A customer's id: a number is in digits only.</summary>
    public static string? Id(string? id) => id is ['+', .. var digits] && digits.Length > 0 && digits.All(char.IsAsciiDigit) ? digits : id;

    /// <summary>A timestamp, in whole seconds; when it was received, where there is none that can be read.</summary>
    public static string Timestamp(JsonObject part, DateTimeOffset receivedAt)
    {
        var given = CallbackPart.Text(part, "timestamp");
        return V1Timestamps.Parse(given) is not null ? given!
            : decimal.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                && decimal.Truncate(seconds).ToString(CultureInfo.InvariantCulture) is var whole && V1Timestamps.Parse(whole) is not null ? whole
            : V1Timestamps.Format(receivedAt);
    }

    /// <summary>Turns a number in a text into a number; what is none stays.</summary>
    public static void MakeNumber(JsonObject parent, string name)
    {
        if (parent[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            && decimal.TryParse(value.GetValue<string>(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            parent[name] = number;
        }
    }

    /// <summary>Turns an id that is a number into a text.</summary>
    public static void MakeText(JsonObject parent, string name)
    {
        if (parent[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
        {
            parent[name] = value.ToJsonString();
        }
    }
}
