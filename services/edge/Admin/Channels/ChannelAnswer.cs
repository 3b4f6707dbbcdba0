using System.Text.Json.Serialization;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>A channel as operators see it: without its secrets.</summary>
/// <param name="Id">Our id of it.</param>
/// <param name="PhoneNumber">Digits only.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Upstream">See <see cref="ChannelRequest"/>; so are the following.</param>
/// <param name="PhoneNumberId">The Cloud API's id.</param>
/// <param name="WabaId">WhatsApp business account.</param>
/// <param name="AppId">Meta app.</param>
/// <param name="CloudBaseUrl">Graph API root.</param>
/// <param name="V1BaseUrl">Root of the v1 server.</param>
/// <param name="V1Username">Who logs in there.</param>
/// <param name="MessagesPerSecond">Null: as the installation has it.</param>
/// <param name="RequestsPerSecond">Null: as the installation has it.</param>
/// <param name="SentStatus">Whether the webhook is told that messages are sent.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="Account">Cloud: what WhatsApp told of the number and its account; null while it told nothing.</param>
/// <param name="VerifyToken">To be entered at Meta; shown when it is made or set, not again.</param>
/// <param name="CallbackToken">The end of the address that the v1 server calls; shown when it is made, not again.</param>
internal sealed record ChannelAnswer(
    Guid Id,
    string PhoneNumber,
    Guid? TenantId,
    string Upstream,
    string? PhoneNumberId,
    string? WabaId,
    string? AppId,
    string? CloudBaseUrl,
    string? V1BaseUrl,
    string? V1Username,
    int? MessagesPerSecond,
    int? RequestsPerSecond,
    bool SentStatus,
    DateTimeOffset CreatedAt,
    AccountAnswer? Account,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VerifyToken = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CallbackToken = null)
{
    /// <param name="channel">The channel.</param>
    /// <param name="notices">What WhatsApp told of it.</param>
    public static ChannelAnswer From(Channel channel, IEnumerable<AccountNotice> notices) => new(
        channel.Id,
        channel.PhoneNumber,
        channel.TenantId,
        UpstreamNames.Of(channel.Upstream),
        channel.Upstream == Infra.Directory.Upstream.Cloud ? channel.PhoneNumberId : null,
        channel.WabaId,
        channel.AppId,
        channel.Upstream == Infra.Directory.Upstream.Cloud ? channel.CloudBaseUrl : null,
        channel.V1BaseUrl,
        channel.V1Username,
        channel.MessagesPerSecond,
        channel.RequestsPerSecond,
        channel.SentStatus,
        channel.CreatedAt,
        channel.Upstream == Infra.Directory.Upstream.Cloud ? AccountAnswer.From(notices) : null);
}

/// <summary>All channels, oldest first.</summary>
internal sealed record ChannelsAnswer(IReadOnlyList<ChannelAnswer> Channels);
