using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;

namespace Tujenge.Sender.CloudApi;

/// <summary>Translates a v1 message into the Cloud API's (cloud-api-mapping, section 1).</summary>
internal static class CloudMessages
{
    /// <param name="message">What the client posted, normalised by edge.</param>
    /// <param name="messageId">Our id; it comes back in status callbacks and tells a fate that an answer did not.</param>
    /// <param name="contextId">WhatsApp's id of the quoted message.</param>
    public static CloudMessage From(V1Message message, string messageId, string? contextId) => new()
    {
        RecipientType = message.RecipientType ?? "individual",
        To = IsUserId(message.To) ? null : message.To.TrimStart('+'),
        Recipient = IsUserId(message.To) ? message.To : null,
        Type = message.Type ?? "text",
        BizOpaqueCallbackData = messageId,
        Context = contextId is null ? null : new CloudContext(contextId),
        Text = message.Text is { } text ? new CloudText(text.Body, text.PreviewUrl ?? message.PreviewUrl) : null,
        Template = message.Template is { } template ? FromTemplate(template) : null,
    };

    private static CloudTemplate FromTemplate(V1Template template) => new(
        template.Name,
        new CloudLanguage(template.Language.Code),
        template.Components?
            .Select(part => new CloudTemplateComponent(part.Type, part.SubType, part.Index, part.Parameters))
            .ToArray());

    /// <summary>A business-scoped user id, such as <c>US.1234</c>, stands where WhatsApp hides the number.</summary>
    private static bool IsUserId(string recipient) =>
        recipient is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', '.', _, ..];
}
