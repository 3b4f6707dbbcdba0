using System.Text;
using System.Text.Json;
using Tujenge.Inbound.Accounts;
using Tujenge.Inbound.Processing;
using static Tujenge.Inbound.Processing.CallbackJson;

namespace Tujenge.Inbound.Translating;

/// <summary>Takes the Cloud API's envelope off: one POST may carry several accounts and numbers (cloud-api-mapping, section 4).</summary>
internal static class CloudCallbacks
{
    private const int MostLetters = 512;

    private const string Object = "whatsapp_business_account";

    private static readonly string[] Known = [.. CallbackParts.Known, "messaging_product", "metadata"];

    /// <summary>Splits a callback. Nothing in a body makes it throw.</summary>
    /// <param name="body">The body.</param>
    /// <param name="receivedAt">The timestamp of what has none: v1 clients expect one.</param>
    public static IReadOnlyList<CloudChange> Split(string body, DateTimeOffset receivedAt)
    {
        if (Parse(body) is not { } document)
        {
            return [new CloudChange(null, CallbackParts.Illegible(body))];
        }

        using (document)
        {
            // An app may have pages and others beside WhatsApp; what is about them is nobody's here.
            if (Text(document.RootElement, "object") is { } of && of != Object)
            {
                return [new CloudChange(null, CallbackParts.Illegible(body)) { IsOfAnotherObject = true }];
            }

            return
            [
                .. Elements(document.RootElement, "entry")
                    .SelectMany(entry => Elements(entry, "changes"))
                    .Where(IsOfMessages)
                    .Select(change => FromChange(change, receivedAt)),
            ];
        }
    }

    /// <summary>As much of a callback as speaks of each of the numbers, as a callback of its own.</summary>
    /// <param name="body">The callback.</param>
    /// <param name="numbers">Their ids; with news also what <see cref="AccountCallback.KeyOf(ToldNews)"/> names them by.</param>
    /// <param name="withNews">Whether what it tells of the numbers themselves is part of it.</param>
    public static IReadOnlyDictionary<string, string> Restrict(string body, IReadOnlySet<string> numbers, bool withNews)
    {
        var entries = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        using var document = Parse(body);
        foreach (var entry in document is null ? [] : Elements(document.RootElement, "entry"))
        {
            foreach (var change in Elements(entry, "changes"))
            {
                var number = IsOfMessages(change) ? ValueOf(change) is { } value ? NumberOf(value) : null
                    : withNews ? AccountCallback.KeyOf(AccountCallback.Of(entry, change))
                    : null;
                if (number is not null && numbers.Contains(number))
                {
                    var separator = entries.TryAdd(number, new StringBuilder()) ? "" : ",";
                    var time = Text(entry, "time") is { } told ? $"\"time\":{JsonSerializer.Serialize(told)}," : "";
                    entries[number].Append(
                        $$"""{{separator}}{"id":{{JsonSerializer.Serialize(Text(entry, "id"))}},{{time}}"changes":[{{change.GetRawText()}}]}""");
                }
            }
        }

        return entries.ToDictionary(
            number => number.Key, number => $$"""{"object":"{{Object}}","entry":[{{number.Value}}]}""");
    }

    /// <summary>Whether it is of field <c>messages</c>, or of none.</summary>
    private static bool IsOfMessages(JsonElement change) => (Text(change, "field") ?? "messages") == "messages";

    private static JsonElement? ValueOf(JsonElement change) =>
        change.ValueKind == JsonValueKind.Object && change.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;

    private static string? NumberOf(JsonElement value) =>
        value.TryGetProperty("metadata", out var metadata) ? Text(metadata, "phone_number_id") : null;

    private static CloudChange FromChange(JsonElement change, DateTimeOffset receivedAt)
    {
        if (ValueOf(change) is not { } value)
        {
            return new CloudChange(null, CallbackParts.Illegible(change.GetRawText()));
        }

        var parts = CallbackParts.Read(
            value,
            (message, contact) => InboundMessages.ToV1(message, contact, receivedAt),
            (status, contact) => Statuses.ToV1(status, contact, receivedAt),
            contact => Contacts.ToV1(contact, id: null),
            CallbackErrors.ToV1,
            Known);
        var number = NumberOf(value) is { Length: > 0 } id && CanBeKept(id, MostLetters) ? id : null;

        // What is of nobody cannot be routed, and a member that is unknown has no form in v1 by itself.
        var isLost = number is null ? !parts.TellsNothing : parts is { IsEmpty: true, HasUnknownMembers: true };
        return new CloudChange(number, isLost ? CallbackParts.Illegible(value.GetRawText()) : parts);
    }
}

/// <summary>One change of field <c>messages</c>.</summary>
/// <param name="PhoneNumberId">Which number it is about; null when it does not say, and then nobody gets what it tells.</param>
/// <param name="Parts">What it tells, in v1's words.</param>
internal sealed record CloudChange(string? PhoneNumberId, CallbackParts Parts)
{
    /// <summary>Whether it stands for a whole callback that is not about WhatsApp.</summary>
    public bool IsOfAnotherObject { get; init; }
}
