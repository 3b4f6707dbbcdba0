using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.V1;

/// <summary>What the gateway posts to a webhook (whatsapp-v1-webhooks, section 2): one event in each body.</summary>
public sealed record V1Callback
{
    /// <summary>Who the messages come from.</summary>
    public IReadOnlyList<V1CallbackContact>? Contacts { get; init; }

    /// <summary>Inbound messages.</summary>
    public IReadOnlyList<V1InboundMessage>? Messages { get; init; }

    /// <summary>Progress of outbound messages.</summary>
    public IReadOnlyList<V1Status>? Statuses { get; init; }

    /// <summary>Errors that belong to no message.</summary>
    public IReadOnlyList<V1ErrorEntry>? Errors { get; init; }
}

/// <summary>Sender of an inbound message.</summary>
public sealed record V1CallbackContact
{
    /// <summary>Profile, with the name the customer chose.</summary>
    public JsonObject? Profile { get; init; }

    /// <summary>Digits, or a business-scoped user id where WhatsApp hides the number.</summary>
    public string? WaId { get; init; }
}

/// <summary>An inbound message. What depends on its type stays in <see cref="Content"/>, as received.</summary>
public sealed record V1InboundMessage
{
    /// <summary>Sender.</summary>
    public string? From { get; init; }

    /// <summary>WhatsApp's id: what a consumer deduplicates on.</summary>
    public string? Id { get; init; }

    /// <summary>Unix seconds as text, WhatsApp's clock.</summary>
    public string? Timestamp { get; init; }

    /// <summary>v1's type (<c>voice</c> and <c>unknown</c> included).</summary>
    public string? Type { get; init; }

    /// <summary>The object named after the type, context, referral, errors, …</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Content { get; set; }
}

/// <summary>Progress of one outbound message.</summary>
public sealed record V1Status
{
    /// <summary>Our message id.</summary>
    public required string Id { get; init; }

    /// <summary>Recipient.</summary>
    public string? RecipientId { get; init; }

    /// <summary><c>sent</c>, <c>delivered</c>, <c>read</c>, <c>failed</c>, …</summary>
    public required string Status { get; init; }

    /// <summary>Unix seconds as text.</summary>
    public required string Timestamp { get; init; }

    /// <summary>Always <c>message</c>.</summary>
    public string Type { get; init; } = "message";

    /// <summary>Newer clients look for the recipient in here (client v2.45 and later).</summary>
    public V1StatusMessage? Message { get; init; }

    /// <summary>Group of the message.</summary>
    public string? GroupId { get; init; }

    /// <summary>Conversation for billing, with <c>expiration_timestamp</c> as a number.</summary>
    public JsonObject? Conversation { get; init; }

    /// <summary>Price category.</summary>
    public JsonObject? Pricing { get; init; }

    /// <summary>Why it failed.</summary>
    public IReadOnlyList<V1ErrorEntry>? Errors { get; init; }
}

/// <summary>The message that a status speaks of.</summary>
/// <param name="RecipientId">Recipient.</param>
public sealed record V1StatusMessage(string? RecipientId);
