using System.Text.Json;

namespace Tujenge.Contracts.V1;

/// <summary>An outbound message as a client posts it to <c>/v1/messages</c> (whatsapp-v1-api, section 2).</summary>
public sealed record V1Message
{
    /// <summary>Recipient: a phone number with or without plus, or a group id.</summary>
    public required string To { get; init; }

    /// <summary><c>individual</c> (default) or <c>group</c>.</summary>
    public string? RecipientType { get; init; }

    /// <summary>Kind of message; <c>text</c> when left out.</summary>
    public string? Type { get; init; }

    /// <summary>Whether WhatsApp shows a preview of the first link; text only. v1 has it here, not inside <c>text</c>.</summary>
    public bool? PreviewUrl { get; init; }

    /// <summary>The message this one answers.</summary>
    public V1Context? Context { get; init; }

    /// <summary>Contents of a <c>text</c> message.</summary>
    public V1Text? Text { get; init; }

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

/// <summary>A template message (whatsapp-v1-api, section 5.1).</summary>
public sealed record V1Template
{
    /// <summary>Template namespace of the account; v1 only, the Cloud API has none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name, up to 512 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Language of the translation.</summary>
    public required V1Language Language { get; init; }

    /// <summary>Values for the placeholders.</summary>
    public IReadOnlyList<V1TemplateComponent>? Components { get; init; }
}

/// <summary>Language of a template.</summary>
public sealed record V1Language
{
    /// <summary><c>deterministic</c>; <c>fallback</c> was dropped and is treated as this.</summary>
    public string? Policy { get; init; }

    /// <summary><c>xx</c> or <c>xx_YY</c>.</summary>
    public required string Code { get; init; }
}

/// <summary>One part of a template: header, body or button.</summary>
public sealed record V1TemplateComponent
{
    /// <summary><c>header</c>, <c>body</c>, <c>button</c> or <c>footer</c>, in lower case.</summary>
    public required string Type { get; init; }

    /// <summary>Buttons only: <c>quick_reply</c>, <c>url</c>, and the Cloud API's newer ones.</summary>
    public string? SubType { get; init; }

    /// <summary>Buttons only: position from 0. Clients send text or number; this is text.</summary>
    public string? Index { get; init; }

    /// <summary>Values, passed through as they came.</summary>
    public IReadOnlyList<JsonElement>? Parameters { get; init; }
}
