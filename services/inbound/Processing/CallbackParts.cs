using System.Text.Json;
using Tujenge.Contracts.Cloud;
using static Tujenge.Inbound.Processing.CallbackJson;

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
    /// <summary>Longest id: <c>wamid</c>s have some 60 characters, the column has 512.</summary>
    private const int MostLetters = 512;

    /// <summary>Splits a callback. Nothing in a body makes it throw.</summary>
    public static IReadOnlyList<CallbackParts> Split(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(CallbackText.WithoutHalfPairs(body));
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
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return [new CallbackParts(null, [], [], [], [], Unreadable: 1)];
        }
    }

    private static CallbackParts FromValue(JsonElement value)
    {
        var unreadable = 0;
        var phoneNumberId = value.TryGetProperty("metadata", out var metadata) ? Text(metadata, "phone_number_id") : null;
        if (!CanBeKept(phoneNumberId, MostLetters))
        {
            return new CallbackParts(null, [], [], [], [], Unreadable: 1);
        }

        var contacts = Read(value, "contacts", CloudJson.Wire.CloudContact, _ => true, ref unreadable);
        var messages = Read(value, "messages", CloudJson.Wire.CloudInboundMessage, IsUsable, ref unreadable);
        var statuses = Read(value, "statuses", CloudJson.Wire.CloudStatus, IsUsable, ref unreadable);
        var errors = Read(value, "errors", CloudJson.Wire.CloudCallbackError, _ => true, ref unreadable);
        return new CallbackParts(
            phoneNumberId,
            contacts,
            [.. messages.Select(message => message with { Errors = WithoutNulls(message.Errors) })],
            [.. statuses.Select(status => status with { Errors = WithoutNulls(status.Errors) })],
            errors,
            unreadable);
    }

    private static List<CloudCallbackError>? WithoutNulls(IReadOnlyList<CloudCallbackError?>? errors) =>
        errors is null ? null : [.. errors.OfType<CloudCallbackError>()];

    /// <summary>Without an id a message could not be told from its repetition.</summary>
    private static bool IsUsable(CloudInboundMessage message) =>
        message.Id is { Length: > 0 }
        && CanBeKept(message.Id, MostLetters)
        && CanBeKept(message.From, MostLetters)
        && CanBeKept(message.FromUserId, MostLetters);

    private static bool IsUsable(CloudStatus status) =>
        status is { Id.Length: > 0, Status.Length: > 0 }
        && CanBeKept(status.Id, MostLetters)
        && CanBeKept(status.Status, MostLettersOfStatus)
        && CanBeKept(status.RecipientId, MostLettersOfStatus);
}
