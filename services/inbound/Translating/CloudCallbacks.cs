using System.Text.Json;
using Tujenge.Inbound.Processing;
using static Tujenge.Inbound.Processing.CallbackJson;

namespace Tujenge.Inbound.Translating;

/// <summary>Takes the Cloud API's envelope off: one POST may carry several accounts and numbers (cloud-api-mapping, section 4).</summary>
internal static class CloudCallbacks
{
    private const int MostLetters = 512;

    /// <summary>Splits a callback. Nothing in a body makes it throw.</summary>
    /// <param name="body">The body.</param>
    /// <param name="receivedAt">The timestamp of what has none: v1 clients expect one.</param>
    public static IReadOnlyList<CloudChange> Split(string body, DateTimeOffset receivedAt)
    {
        if (Parse(body) is not { } document)
        {
            return [new CloudChange(null, CallbackParts.Illegible)];
        }

        using (document)
        {
            return
            [
                .. Elements(document.RootElement, "entry")
                    .SelectMany(entry => Elements(entry, "changes"))
                    .Where(change => Text(change, "field") == "messages")
                    .Select(change => change.TryGetProperty("value", out var value) ? value : default)
                    .Where(value => value.ValueKind == JsonValueKind.Object)
                    .Select(value => FromValue(value, receivedAt)),
            ];
        }
    }

    private static CloudChange FromValue(JsonElement value, DateTimeOffset receivedAt)
    {
        var phoneNumberId = value.TryGetProperty("metadata", out var metadata) ? Text(metadata, "phone_number_id") : null;
        return CanBeKept(phoneNumberId, MostLetters)
            ? new CloudChange(phoneNumberId, CallbackParts.Read(
                value,
                (message, contacts) => InboundMessages.ToV1(message, contacts, receivedAt),
                status => Statuses.ToV1(status, receivedAt),
                CallbackErrors.ToV1))
            : new CloudChange(null, CallbackParts.Illegible);
    }
}

/// <summary>One change of field <c>messages</c>.</summary>
/// <param name="PhoneNumberId">Which number it is about; null when it does not say.</param>
/// <param name="Parts">What it tells, in v1's words.</param>
internal sealed record CloudChange(string? PhoneNumberId, CallbackParts Parts);
