namespace Tujenge.Contracts.V1;

/// <summary>Answer to an accepted message (whatsapp-v1-api, section 2).</summary>
/// <param name="Contacts">The recipient as given and as WhatsApp knows it.</param>
/// <param name="Messages">One id: the one used in status callbacks. None after a dry run.</param>
/// <param name="Meta">Version of the surface.</param>
public sealed record V1SendAnswer(IReadOnlyList<V1AnswerContact> Contacts, IReadOnlyList<V1AnswerMessage> Messages, V1Meta Meta);

/// <summary>The recipient of an accepted message.</summary>
/// <param name="Input">As the client wrote it.</param>
/// <param name="WaId">Digits only, as far as known.</param>
public sealed record V1AnswerContact(string Input, string WaId);

/// <summary>Names an accepted message.</summary>
/// <param name="Id">Opaque id.</param>
public sealed record V1AnswerMessage(string Id);

/// <summary>What v1 answers say about themselves.</summary>
/// <param name="ApiStatus">Always <c>stable</c>.</param>
/// <param name="Version">Version of the On-Premises client that is emulated; clients compare it with v2.35.2.</param>
public sealed record V1Meta(string ApiStatus, string Version)
{
    /// <summary>What this gateway answers.</summary>
    public static V1Meta Current { get; } = new("stable", "2.53.1");

    /// <summary>True where nothing was sent because the client only wanted to know.</summary>
    public bool? DryRun { get; init; }

    /// <summary>What is known of the message's future; only in answers to messages.</summary>
    public V1Forecast? Forecast { get; init; }
}

/// <summary>Answer to an upload (whatsapp-v1-api, section 8).</summary>
/// <param name="Media">One id.</param>
/// <param name="Meta">Version of the surface.</param>
public sealed record V1MediaAnswer(IReadOnlyList<V1Media> Media, V1Meta Meta);

/// <summary>Names a file.</summary>
/// <param name="Id">Opaque id, the channel's own.</param>
public sealed record V1Media(string Id);

/// <summary>Answer to a contact check (whatsapp-v1-api, section 7).</summary>
/// <param name="Contacts">One entry for each number that was asked about, in the same order.</param>
/// <param name="Meta">Version of the surface.</param>
public sealed record V1ContactsAnswer(IReadOnlyList<V1CheckedContact> Contacts, V1Meta Meta);

/// <summary>What is known of a number.</summary>
/// <param name="Input">As the client wrote it.</param>
/// <param name="Status"><c>valid</c>, <c>invalid</c>, or <c>failed</c> for what is no number at all.</param>
/// <param name="WaId">Digits, as WhatsApp writes them where that is known; of valid numbers only.</param>
public sealed record V1CheckedContact(string Input, string Status, string? WaId = null);

/// <summary>Answer to what has nothing to tell.</summary>
/// <param name="Meta">Version of the surface.</param>
public sealed record V1EmptyAnswer(V1Meta Meta);

/// <summary>The v1 API's own error envelope (whatsapp-v1-api, section 1).</summary>
/// <param name="Meta">Version of the surface.</param>
/// <param name="Errors">At least one entry.</param>
public sealed record V1ErrorAnswer(V1Meta Meta, IReadOnlyList<V1ErrorEntry> Errors);

/// <summary>One error, in answers, status callbacks and inbound messages alike.</summary>
/// <param name="Code">v1 code (whatsapp-errors).</param>
/// <param name="Title">Title of the code.</param>
/// <param name="Details">What was wrong here; left out when there is nothing to add.</param>
/// <param name="Href">Where to read on; left out when there is nothing.</param>
public sealed record V1ErrorEntry(int Code, string Title, string? Details = null, string? Href = null);

/// <summary>The gateway's own error envelope: keys, blocked paths, webhook configuration.</summary>
/// <param name="Meta">The error.</param>
public sealed record GatewayErrorAnswer(GatewayErrorMeta Meta);

/// <summary>Contents of <see cref="GatewayErrorAnswer"/>.</summary>
/// <param name="Success">Always false.</param>
/// <param name="HttpCode">The HTTP status again.</param>
/// <param name="DeveloperMessage">What is wrong and what to do.</param>
/// <param name="Details">Further facts; 4xx only, there it may be empty.</param>
public sealed record GatewayErrorMeta(bool Success, int HttpCode, string DeveloperMessage, IReadOnlyList<string>? Details);

/// <summary>Answer of <c>/v1/configs/phone_number</c>.</summary>
/// <param name="PhoneNumber">Digits only.</param>
public sealed record V1PhoneNumberAnswer(string PhoneNumber);

/// <summary>Body and answer of <c>/v1/configs/webhook</c>.</summary>
/// <param name="Url">Where callbacks go; null while none is set.</param>
/// <param name="Headers">Sent with every callback.</param>
public sealed record V1WebhookConfiguration(string? Url, IReadOnlyDictionary<string, string>? Headers);
