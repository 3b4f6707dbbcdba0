using System.Text.Json;
using System.Text.Json.Serialization;
using Tujenge.Contracts.V1;

namespace Tujenge.Contracts.Cloud;

/// <summary>Body of <c>POST /{version}/{phone-number-id}/messages</c> (cloud-api-mapping, section 1).</summary>
public sealed record CloudMessage
{
    /// <summary>Always <c>whatsapp</c>.</summary>
    public string MessagingProduct { get; init; } = "whatsapp";

    /// <summary><c>individual</c> or <c>group</c>.</summary>
    public string RecipientType { get; init; } = "individual";

    /// <summary>Phone number or group id.</summary>
    public string? To { get; init; }

    /// <summary>Business-scoped user id (<c>US.1234</c>); takes the place of <see cref="To"/>.</summary>
    public string? Recipient { get; init; }

    /// <summary>Kind of message.</summary>
    public required string Type { get; init; }

    /// <summary>Our message id, up to 512 characters; WhatsApp repeats it in every status callback of this message.</summary>
    public string? BizOpaqueCallbackData { get; init; }

    /// <summary>The message this one answers, by WhatsApp's id.</summary>
    public CloudContext? Context { get; init; }

    /// <summary>Contents of a <c>text</c> message.</summary>
    public CloudText? Text { get; init; }

    /// <summary>Contents of an <c>image</c> message. Files, places, cards and reactions have v1's shape here too.</summary>
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

    /// <summary>Contents of a <c>contacts</c> message, without what v1 alone has in a card.</summary>
    public IReadOnlyList<V1Contact>? Contacts { get; init; }

    /// <summary>Contents of an <c>interactive</c> message, as v1 has them.</summary>
    [JsonConverter(typeof(V1InteractiveConverter))]
    public V1Interactive? Interactive { get; init; }

    /// <summary>Contents of a <c>reaction</c> message; the id is WhatsApp's.</summary>
    public V1Reaction? Reaction { get; init; }

    /// <summary>Contents of a <c>template</c> message.</summary>
    public CloudTemplate? Template { get; init; }
}

/// <summary>Names the message that a message answers.</summary>
/// <param name="MessageId">WhatsApp's id.</param>
public sealed record CloudContext(string MessageId);

/// <summary>Text.</summary>
/// <param name="Body">1 to 4096 characters.</param>
/// <param name="PreviewUrl">Whether to preview the first link.</param>
public sealed record CloudText(string Body, bool? PreviewUrl);

/// <summary>A template message; the Cloud API knows no namespace.</summary>
/// <param name="Name">Name.</param>
/// <param name="Language">Language of the translation.</param>
/// <param name="Components">Values for the placeholders.</param>
public sealed record CloudTemplate(string Name, CloudLanguage Language, IReadOnlyList<CloudTemplateComponent>? Components);

/// <summary>Language of a template.</summary>
/// <param name="Code"><c>xx</c> or <c>xx_YY</c>.</param>
/// <param name="Policy">Only <c>deterministic</c>.</param>
public sealed record CloudLanguage(string Code, string Policy = "deterministic");

/// <summary>One part of a template.</summary>
/// <param name="Type">Lower case.</param>
/// <param name="SubType">Buttons only.</param>
/// <param name="Index">Buttons only, as text.</param>
/// <param name="Parameters">As the client gave them.</param>
public sealed record CloudTemplateComponent(
    string Type,
    string? SubType,
    string? Index,
    IReadOnlyList<JsonElement>? Parameters);

/// <summary>Answer to an accepted message.</summary>
public sealed record CloudSendAnswer
{
    /// <summary>Always <c>whatsapp</c>.</summary>
    public string? MessagingProduct { get; init; }

    /// <summary>The recipient as given (<c>input</c>) and as WhatsApp knows it (<c>wa_id</c>).</summary>
    public IReadOnlyList<CloudAnswerContact>? Contacts { get; init; }

    /// <summary>One id.</summary>
    public IReadOnlyList<CloudAnswerMessage>? Messages { get; init; }

    /// <summary>Some proxies answer 200 with an error inside: look here before believing the status.</summary>
    public CloudError? Error { get; init; }

    /// <summary>The same as a list, as proxies of another kind have it; whatever stands there.</summary>
    public JsonElement? Errors { get; init; }
}

/// <summary>The recipient in an answer.</summary>
/// <param name="Input">As given.</param>
/// <param name="WaId">As WhatsApp knows it; may differ (Brazil, Mexico, Argentina).</param>
public sealed record CloudAnswerContact(string? Input, string? WaId)
{
    /// <summary>Business-scoped user id of a customer who hides the number; then there is no <see cref="WaId"/>.</summary>
    public string? UserId { get; init; }
}

/// <summary>Names an accepted message.</summary>
/// <param name="Id"><c>wamid…</c></param>
/// <param name="MessageStatus"><c>accepted</c>, <c>held_for_quality_assessment</c> or <c>paused</c>.</param>
public sealed record CloudAnswerMessage(string? Id, string? MessageStatus);

/// <summary>Body of a refused call.</summary>
/// <param name="Error">The error.</param>
public sealed record CloudErrorAnswer(CloudError? Error)
{
    /// <summary>What some proxies have in its place; whatever stands there.</summary>
    public JsonElement? Errors { get; init; }
}

/// <summary>An error of the Graph API. Only <see cref="Code"/> may be decided on.</summary>
public sealed record CloudError
{
    /// <summary>Such as <c>(#131047) Re-engagement message</c>.</summary>
    public string? Message { get; init; }

    /// <summary>What it is called in a list of errors, where it may have no message.</summary>
    public string? Title { get; init; }

    /// <summary>What v1 has in place of <see cref="ErrorData"/>.</summary>
    public string? Details { get; init; }

    /// <summary>Such as <c>OAuthException</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The code (whatsapp-errors, section 5); null where a proxy gives none, which is not 0, Graph's word for a token that ended.</summary>
    public int? Code { get; init; }

    /// <summary>Further facts.</summary>
    public CloudErrorData? ErrorData { get; init; }

    /// <summary>Meta says subcodes will go away.</summary>
    public int? ErrorSubcode { get; init; }

    /// <summary>What a person may be told; management calls only.</summary>
    public string? ErrorUserMsg { get; init; }

    /// <summary>Meta's trace id.</summary>
    public string? FbtraceId { get; init; }
}

/// <summary>Further facts of an error.</summary>
/// <param name="MessagingProduct">Always <c>whatsapp</c>; absent in callbacks.</param>
/// <param name="Details">In words.</param>
public sealed record CloudErrorData(string? MessagingProduct, string? Details);
