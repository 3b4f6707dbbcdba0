using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tujenge.Contracts.Cloud;

namespace Tujenge.Inbound.Processing;

/// <summary>One change of field <c>messages</c>, taken apart. What cannot be read is counted, and costs its siblings nothing.</summary>
internal sealed record CallbackParts(
    string? PhoneNumberId,
    IReadOnlyList<CloudContact> Contacts,
    IReadOnlyList<CloudInboundMessage> Messages,
    IReadOnlyList<CloudStatus> Statuses,
    IReadOnlyList<CloudCallbackError> Errors,
    int Unreadable)
{
    /// <summary>Splits a callback. Nothing in a body makes it throw.</summary>
    public static IReadOnlyList<CallbackParts> Split(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return
            [
                .. Elements(document.RootElement, "entry")
                    .SelectMany(entry => Elements(entry, "changes"))
                    .Where(change => Text(change, "field") == "messages")
                    .Select(change => change.TryGetProperty("value", out var value) ? value : default)
                    .Where(value => value.ValueKind == JsonValueKind.Object)
                    .Select(FromValue),
            ];
        }
        catch (JsonException)
        {
            return [new CallbackParts(null, [], [], [], [], Unreadable: 1)];
        }
    }

    private static CallbackParts FromValue(JsonElement value)
    {
        var unreadable = 0;
        var phoneNumberId = value.TryGetProperty("metadata", out var metadata) ? Text(metadata, "phone_number_id") : null;
        var contacts = Read(value, "contacts", CloudJson.Wire.CloudContact, ref unreadable);
        var messages = Read(value, "messages", CloudJson.Wire.CloudInboundMessage, ref unreadable);
        var statuses = Read(value, "statuses", CloudJson.Wire.CloudStatus, ref unreadable);
        var errors = Read(value, "errors", CloudJson.Wire.CloudCallbackError, ref unreadable);
        return new CallbackParts(phoneNumberId, contacts, messages, statuses, errors, unreadable);
    }

    private static List<T> Read<T>(JsonElement value, string name, JsonTypeInfo<T> type, ref int unreadable)
    {
        var list = new List<T>();
        foreach (var element in Elements(value, name))
        {
            try
            {
                if (element.Deserialize(type) is { } item)
                {
                    list.Add(item);
                    continue;
                }
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException)
            {
                // Counted below.
            }

            unreadable++;
        }

        return list;
    }

    private static JsonElement[] Elements(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var list)
        && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
