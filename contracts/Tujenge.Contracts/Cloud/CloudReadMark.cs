namespace Tujenge.Contracts.Cloud;

/// <summary>Body of <c>POST /{version}/{phone-number-id}/messages</c> that marks a customer's message read (cloud-api-mapping, section 1).</summary>
/// <param name="MessageId">WhatsApp's id of the message.</param>
public sealed record CloudReadMark(string MessageId)
{
    /// <summary>Always <c>whatsapp</c>.</summary>
    public string MessagingProduct { get; init; } = "whatsapp";

    /// <summary>Always <c>read</c>.</summary>
    public string Status { get; init; } = "read";
}
