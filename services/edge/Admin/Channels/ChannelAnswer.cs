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
/// <param name="MessagesPerSecond">Null: no limit.</param>
/// <param name="RequestsPerSecond">Null: no limit.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="VerifyToken">To be entered at Meta; shown when it is made or set, not again.</param>
internal sealed record ChannelAnswer(
    Guid Id,
    string PhoneNumber,
    Guid? TenantId,
    string Upstream,
    string PhoneNumberId,
    string? WabaId,
    string? AppId,
    string CloudBaseUrl,
    int? MessagesPerSecond,
    int? RequestsPerSecond,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VerifyToken = null)
{
    public static ChannelAnswer From(Channel channel) => new(
        channel.Id,
        channel.PhoneNumber,
        channel.TenantId,
        UpstreamNames.Of(channel.Upstream),
        channel.PhoneNumberId,
        channel.WabaId,
        channel.AppId,
        channel.CloudBaseUrl,
        channel.MessagesPerSecond,
        channel.RequestsPerSecond,
        channel.CreatedAt);
}

/// <summary>All channels, oldest first.</summary>
internal sealed record ChannelsAnswer(IReadOnlyList<ChannelAnswer> Channels);
