using System.Text.Json;

namespace Tujenge.Edge.DeadLetters.Collecting;

/// <summary>What MassTransit's envelope tells of a message, if the body is one.</summary>
internal static class Envelope
{
    private const int LongestType = 200;

    /// <summary>The message's types and the channel it is about; nothing of a body that does not tell.</summary>
    public static (IReadOnlyList<string> MessageTypes, Guid? ChannelId) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return (TypesIn(document.RootElement), ChannelIn(document.RootElement));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ([], null); // The second is the word for text that is no text.
        }
    }

    private static string[] TypesIn(JsonElement envelope) =>
        Member(envelope, "messageType") is { ValueKind: JsonValueKind.Array } types
            ? [.. types.EnumerateArray().Select(Text).OfType<string>().Where(IsType)]
            : [];

    private static bool IsType(string text) =>
        text.Length is > 0 and <= LongestType && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static Guid? ChannelIn(JsonElement envelope)
    {
        var message = Member(envelope, "message");
        var text = Text(Member(message, "channelId")) ?? (Member(message, "channelIds") is { ValueKind: JsonValueKind.Array } several
            && several.GetArrayLength() > 0 ? Text(several[0]) : null);
        return Guid.TryParse(text, out var id) ? id : null;
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
