using System.Text.Json.Serialization;

namespace Tujenge.Contracts.V1;

/// <summary>An outbound message as a client posts it to <c>/v1/messages</c> (whatsapp-v1-api, section 2).</summary>
public sealed record V1Message
{
    /// <summary>Recipient: a phone number with or without plus, or a group id.</summary>
    public required string To { get; init; }

    /// <summary><c>individual</c> (default) or <c>group</c>.</summary>
    public string? RecipientType { get; init; }

    /// <summary>Kind of message; <c>text</c> when left out. Its contents have the property of the same name.</summary>
    public string? Type { get; init; }

    /// <summary>Whether WhatsApp shows a preview of the first link; text only. v1 has it here, not inside <c>text</c>.</summary>
    public bool? PreviewUrl { get; init; }

    /// <summary>The message this one answers.</summary>
    public V1Context? Context { get; init; }

    /// <summary>Contents of a <c>text</c> message.</summary>
    public V1Text? Text { get; init; }

    /// <summary>Contents of an <c>image</c> message.</summary>
    public V1MediaObject? Image { get; init; }

    /// <summary>Contents of an <c>audio</c> message.</summary>
    public V1MediaObject? Audio { get; init; }

    /// <summary>Contents of a <c>video</c> message.</summary>
    public V1MediaObject? Video { get; init; }

    /// <summary>Contents of a <c>document</c> message.</summary>
    public V1MediaObject? Document { get; init; }

    /// <summary>Contents of a <c>sticker</c> message.</summary>
    public V1MediaObject? Sticker { get; init; }

    /// <summary>Contents of a <c>location</c> message.</summary>
    public V1Location? Location { get; init; }

    /// <summary>Contents of a <c>contacts</c> message: 1 to 5 cards.</summary>
    public IReadOnlyList<V1Contact>? Contacts { get; init; }

    /// <summary>Contents of an <c>interactive</c> message.</summary>
    [JsonConverter(typeof(V1InteractiveConverter))]
    public V1Interactive? Interactive { get; init; }

    /// <summary>Contents of a <c>reaction</c> message.</summary>
    public V1Reaction? Reaction { get; init; }

    /// <summary>Contents of a <c>template</c> message.</summary>
    public V1Template? Template { get; init; }
}

/// <summary>Names the message that a message answers.</summary>
public sealed record V1Context
{
    /// <summary>Id as the client knows it: ours for an outbound message, WhatsApp's for an inbound one.</summary>
    public required string MessageId { get; init; }
}

/// <summary>Text and nothing else.</summary>
public sealed record V1Text
{
    /// <summary>1 to 4096 characters (code points).</summary>
    public required string Body { get; init; }

    /// <summary>Where the Cloud API has the preview flag; some v1 clients put it here too.</summary>
    public bool? PreviewUrl { get; init; }
}
