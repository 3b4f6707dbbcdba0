namespace Tujenge.Edge.Admin.Channels;

/// <summary>
/// Body of <c>POST /admin/v1/channels</c>, and of <c>PATCH …/{id}</c>, which takes any part of it. Null takes a value away
/// that need not be there.
/// </summary>
/// <param name="PhoneNumber">The business phone number; blanks, dashes, brackets and a plus are dropped.</param>
/// <param name="PhoneNumberId">Cloud: its id of the number. Needed there; so are the next two.</param>
/// <param name="AccessToken">Cloud: token of the Graph API. Never shown.</param>
/// <param name="AppSecret">Cloud: key of the signature on callbacks. Never shown.</param>
/// <param name="TenantId">Whose number it is.</param>
/// <param name="Upstream"><c>cloud</c>, which it is unless given, or <c>v1</c>, a server that speaks the On-Premises API.</param>
/// <param name="WabaId">Cloud: WhatsApp business account; without it templates are not checked.</param>
/// <param name="AppId">Cloud: Meta app; without it profile photos cannot be set.</param>
/// <param name="CloudBaseUrl">Cloud: Graph API root without the version; <c>https://graph.facebook.com</c> unless given.</param>
/// <param name="VerifyToken">Cloud: what WhatsApp shows when it verifies the callback address; made up unless given.</param>
/// <param name="V1BaseUrl">v1: root of the server, what stands before <c>/v1</c>. Needed there; so are the next two.</param>
/// <param name="V1Username">v1: who logs in.</param>
/// <param name="V1Password">v1: with which password. Never shown.</param>
/// <param name="MessagesPerSecond">1 to 1000: messages that each key may post in a second, three times as many at once.</param>
/// <param name="RequestsPerSecond">1 to 1000: other v1 calls, likewise.</param>
/// <param name="SentStatus">Whether the webhook is told that messages are sent, as it is unless given.</param>
internal sealed record ChannelRequest(
    string PhoneNumber,
    string? PhoneNumberId = null,
    string? AccessToken = null,
    string? AppSecret = null,
    Guid? TenantId = null,
    string? Upstream = null,
    string? WabaId = null,
    string? AppId = null,
    string? CloudBaseUrl = null,
    string? VerifyToken = null,
    string? V1BaseUrl = null,
    string? V1Username = null,
    string? V1Password = null,
    int? MessagesPerSecond = null,
    int? RequestsPerSecond = null,
    bool? SentStatus = null);

/// <summary>Body of <c>PATCH /admin/v1/channels/{id}</c>: see <see cref="ChannelRequest"/>.</summary>
internal sealed record ChannelChangeRequest(
    string? PhoneNumber = null,
    string? PhoneNumberId = null,
    string? AccessToken = null,
    string? AppSecret = null,
    Guid? TenantId = null,
    string? Upstream = null,
    string? WabaId = null,
    string? AppId = null,
    string? CloudBaseUrl = null,
    string? VerifyToken = null,
    string? V1BaseUrl = null,
    string? V1Username = null,
    string? V1Password = null,
    int? MessagesPerSecond = null,
    int? RequestsPerSecond = null,
    bool? SentStatus = null);
