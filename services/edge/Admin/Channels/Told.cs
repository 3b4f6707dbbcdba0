using System.Text.Json;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>A notice, read without demanding anything of it: what is not as Meta documents it reads as absent.</summary>
/// <param name="notice">As inbound has noted it.</param>
internal sealed class Told(AccountNotice notice)
{
    public string Field => notice.Field;

    public DateTimeOffset At => notice.ToldAt;

    public int Times => notice.Times;

    /// <summary>The event, which is known even where the rest was too much to keep.</summary>
    public string? Event => Text("event") ?? (notice.Event.Length > 0 ? notice.Event : null);

    public JsonElement? Value { get; } = notice.Value is { } text ? JsonElement.Parse(text) : null;

    /// <summary>Whether it has a member at all.</summary>
    public bool Has(string name) => Member(Value, name) is not null;

    /// <summary>A text, or a number as text.</summary>
    public string? Text(string name) => Value is { } value ? TextOf(value, name) : null;

    /// <summary>The same of an object within.</summary>
    public string? Text(string parent, string name) => Member(Value, parent) is { } within ? TextOf(within, name) : null;

    /// <summary>The elements of a list.</summary>
    public IEnumerable<JsonElement> List(string name) =>
        Member(Value, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>A text, or a number as text.</summary>
    public static string? TextOf(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } member ? member.ToString() : null;

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;
}
