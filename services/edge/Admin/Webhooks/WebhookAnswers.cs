namespace Tujenge.Edge.Admin.Webhooks;

/// <summary>A channel's webhook as operators see it: of its headers, which may be secrets, only the names.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="Url">Where its events go.</param>
/// <param name="HeaderNames">Headers sent with every callback.</param>
/// <param name="ChangedAt">When it was last set.</param>
internal sealed record WebhookAnswer(Guid ChannelId, string Url, IReadOnlyList<string> HeaderNames, DateTimeOffset ChangedAt);

/// <summary>Body of <c>PUT /admin/v1/channels/{id}/webhook</c>, as in <c>POST /v1/configs/webhook</c>.</summary>
/// <param name="Url">Absolute address, https unless the installation allows more.</param>
/// <param name="Headers">Headers to send with every callback; at most 20, with 4096 characters in all.</param>
internal sealed record WebhookRequest(string Url, Dictionary<string, string>? Headers = null);
