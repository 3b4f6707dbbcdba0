using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.Cloud;

/// <summary>What WhatsApp posts to our callback (cloud-api-mapping, section 4). One POST can hold several numbers.</summary>
/// <param name="Object">Always <c>whatsapp_business_account</c>.</param>
/// <param name="Entry">One for each WhatsApp business account.</param>
public sealed record CloudCallback(string? Object, IReadOnlyList<CloudEntry>? Entry);

/// <summary>Changes of one WhatsApp business account.</summary>
/// <param name="Id">WABA id.</param>
/// <param name="Changes">The changes.</param>
public sealed record CloudEntry(string? Id, IReadOnlyList<CloudChange>? Changes);

/// <summary>One change.</summary>
/// <param name="Field"><c>messages</c> for everything that a webhook gets to see.</param>
/// <param name="Value">What depends on the field; read as <see cref="CloudValue"/> for <c>messages</c>.</param>
public sealed record CloudChange(string? Field, JsonElement Value);

/// <summary>Value of a change of field <c>messages</c>.</summary>
public sealed record CloudValue
{
    /// <summary>Always <c>whatsapp</c>.</summary>
    public string? MessagingProduct { get; init; }

    /// <summary>Which number it is about.</summary>
    public CloudMetadata? Metadata { get; init; }

    /// <summary>Who the messages come from.</summary>
    public IReadOnlyList<CloudContact>? Contacts { get; init; }

    /// <summary>Inbound messages.</summary>
    public IReadOnlyList<CloudInboundMessage>? Messages { get; init; }

    /// <summary>Progress of outbound messages.</summary>
    public IReadOnlyList<CloudStatus>? Statuses { get; init; }

    /// <summary>Errors that belong to no message.</summary>
    public IReadOnlyList<CloudCallbackError>? Errors { get; init; }
}

/// <summary>The number a change is about.</summary>
/// <param name="DisplayPhoneNumber">For people.</param>
/// <param name="PhoneNumberId">For routing.</param>
public sealed record CloudMetadata(
    [property: JsonConverter(typeof(TextOrNumberConverter))] string? DisplayPhoneNumber,
    [property: JsonConverter(typeof(TextOrNumberConverter))] string? PhoneNumberId);

/// <summary>Sender of an inbound message.</summary>
public sealed record CloudContact
{
    /// <summary>Profile with the name the customer chose.</summary>
    public JsonObject? Profile { get; init; }

    /// <summary>Digits; absent where WhatsApp hides the number.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? WaId { get; init; }

    /// <summary>Business-scoped user id such as <c>US.1234</c>.</summary>
    public string? UserId { get; init; }
}

/// <summary>An inbound message. What depends on its type stays in <see cref="Content"/>.</summary>
public sealed record CloudInboundMessage
{
    /// <summary>Sender: digits, a business-scoped user id, or absent.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? From { get; init; }

    /// <summary>Business-scoped user id of the sender.</summary>
    public string? FromUserId { get; init; }

    /// <summary><c>wamid…</c></summary>
    public string? Id { get; init; }

    /// <summary>Unix seconds as text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Timestamp { get; init; }

    /// <summary>Type.</summary>
    public string? Type { get; init; }

    /// <summary>Errors of a message that could not be represented.</summary>
    public IReadOnlyList<CloudCallbackError>? Errors { get; init; }

    /// <summary>Everything else, as received.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Content { get; set; }
}

/// <summary>Progress of one outbound message.</summary>
public sealed record CloudStatus
{
    /// <summary><c>wamid…</c></summary>
    public string? Id { get; init; }

    /// <summary><c>sent</c>, <c>delivered</c>, <c>read</c>, <c>failed</c>, …</summary>
    public string? Status { get; init; }

    /// <summary>Unix seconds as text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Timestamp { get; init; }

    /// <summary>Recipient.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? RecipientId { get; init; }

    /// <summary>Group of the message.</summary>
    public string? GroupId { get; init; }

    /// <summary>What we sent along: our message id.</summary>
    public string? BizOpaqueCallbackData { get; init; }

    /// <summary>Conversation for billing.</summary>
    public JsonObject? Conversation { get; init; }

    /// <summary>Price category.</summary>
    public JsonObject? Pricing { get; init; }

    /// <summary>Why it failed.</summary>
    public IReadOnlyList<CloudCallbackError>? Errors { get; init; }
}

/// <summary>An error inside a callback.</summary>
public sealed record CloudCallbackError
{
    /// <summary>The code (whatsapp-errors, section 5).</summary>
    public int Code { get; init; }

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>Message.</summary>
    public string? Message { get; init; }

    /// <summary>Further facts.</summary>
    public CloudErrorData? ErrorData { get; init; }

    /// <summary>Where to read on.</summary>
    public string? Href { get; init; }
}
