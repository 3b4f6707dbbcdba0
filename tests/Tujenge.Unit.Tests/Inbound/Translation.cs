using System.Text.Json.Nodes;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Translating;

namespace Tujenge.Unit.Tests.Inbound;

/// <summary>From what stands in a Cloud API callback to what a v1 webhook gets, the way the consumer goes.</summary>
internal static class Translation
{
    public const string Contact = """{"profile":{"name":"Asha M."},"wa_id":"255712000111"}""";

    private static readonly DateTimeOffset ReceivedAt = DateTimeOffset.FromUnixTimeSeconds(1_718_999_999);

    /// <summary>The v1 callback of one message.</summary>
    /// <param name="message">The Cloud API's message.</param>
    /// <param name="contact">Its sender; empty for none.</param>
    /// <param name="ours">Our id of <c>wamid.ours</c>.</param>
    public static JsonObject OfMessage(string message, string contact = Contact, string ours = "gBEGours")
    {
        var received = EventFactory.FromMessage(
            Guid.NewGuid(),
            Split($"\"contacts\":[{contact}],\"messages\":[{message}]").Messages.Single(),
            ReceivedAt,
            id => id == "wamid.ours" ? ours : id);
        return JsonNode.Parse(received.Body)!.AsObject();
    }

    /// <summary>The v1 callback of one status of our message <c>gBEGours</c>.</summary>
    public static JsonObject OfStatus(string status)
    {
        var changed = EventFactory.FromStatus(
            Guid.NewGuid(), Split($"\"statuses\":[{status}]").Statuses.Single(), "gBEGours", ReceivedAt);
        return JsonNode.Parse(changed.Body)!.AsObject();
    }

    /// <summary>The v1 callback of errors that belong to no message.</summary>
    public static JsonObject OfErrors(string errors) => JsonNode.Parse(
        EventFactory.FromErrors(Guid.NewGuid(), Split($"\"errors\":[{errors}]").Errors, rest: null, Guid.NewGuid(), ReceivedAt).Body)!.AsObject();

    private static CallbackParts Split(string value) => CloudCallbacks.Split(
        $$$"""{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},{{{value}}} } }]}]}""",
        ReceivedAt).Single().Parts;
}
