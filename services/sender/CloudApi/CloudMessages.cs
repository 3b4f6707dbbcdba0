using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;

namespace Tujenge.Sender.CloudApi;

/// <summary>
/// Translates a v1 message into the Cloud API's (cloud-api-mapping, section 1). Lost are a template's namespace, a file's
/// provider, a card's other messengers and a ttl, which the Cloud API does not know; edge has warned of all but the first.
/// </summary>
internal static class CloudMessages
{
    /// <param name="message">What the client posted, normalised by edge.</param>
    /// <param name="messageId">Our id; it comes back in status callbacks and tells a fate that an answer did not.</param>
    /// <param name="targetId">WhatsApp's id of the message that this one quotes or reacts to.</param>
    public static CloudMessage From(V1Message message, string messageId, string? targetId) => new()
    {
        RecipientType = message.RecipientType ?? "individual",
        To = IsUserId(message.To) ? null : message.To.TrimStart('+'),
        Recipient = IsUserId(message.To) ? message.To : null,
        Type = message.Type ?? "text",
        BizOpaqueCallbackData = messageId,
        Context = targetId is null || message.Reaction is not null ? null : new CloudContext(targetId),
        Text = message.Text is { } text ? new CloudText(text.Body, message.PreviewUrl) : null,
        Image = FromMedia(message.Image),
        Audio = FromMedia(message.Audio),
        Video = FromMedia(message.Video),
        Document = FromMedia(message.Document),
        Sticker = FromMedia(message.Sticker),
        Location = message.Location,
        Contacts = message.Contacts?.Select(card => card with { Ims = null }).ToArray(),
        Interactive = message.Interactive is { } interactive ? FromInteractive(interactive) : null,
        Reaction = message.Reaction is { } reaction && targetId is not null ? reaction with { MessageId = targetId } : null,
        Template = message.Template is { } template ? FromTemplate(template) : null,
    };

    private static V1MediaObject? FromMedia(V1MediaObject? media) => media is null ? null : media with { Provider = null, Metadata = null };

    /// <summary>The same, but for a file in the header.</summary>
    private static V1Interactive FromInteractive(V1Interactive interactive) => interactive with
    {
        Header = interactive.Header is not { } header ? null : header with
        {
            Image = FromMedia(header.Image),
            Video = FromMedia(header.Video),
            Document = FromMedia(header.Document),
        },
    };

    private static CloudTemplate FromTemplate(V1Template template) => new(
        template.Name,
        new CloudLanguage(template.Language.Code),
        template.Components?
            .Select(part => new CloudTemplateComponent(
                part.Type, part.SubType, part.Index, part.Parameters?.Select(FromParameter).ToArray()))
            .ToArray());

    private static JsonElement FromParameter(JsonElement parameter)
    {
        if (!parameter.TryGetProperty("type", out var type)
            || !(type.ValueEquals("image"u8) || type.ValueEquals("video"u8) || type.ValueEquals("document"u8))
            || parameter.Deserialize(V1Json.Wire.V1TemplateParameter) is not { } file)
        {
            return parameter;
        }

        return JsonSerializer.SerializeToElement(
            file with
            {
                Image = FromMedia(file.Image),
                Video = FromMedia(file.Video),
                Document = FromMedia(file.Document),
            },
            V1Json.Wire.V1TemplateParameter);
    }

    /// <summary>A business-scoped user id, such as <c>US.1234</c>, stands where WhatsApp hides the number.</summary>
    private static bool IsUserId(string recipient) =>
        recipient is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', '.', _, ..];
}
