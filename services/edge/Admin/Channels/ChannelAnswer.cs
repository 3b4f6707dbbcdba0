using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>A channel as operators see it: without its secrets.</summary>
internal sealed record ChannelAnswer(
    Guid Id,
    string PhoneNumber,
    string PhoneNumberId,
    string? WabaId,
    string CloudBaseUrl,
    DateTimeOffset CreatedAt)
{
    public static ChannelAnswer From(Channel channel) => new(
        channel.Id,
        channel.PhoneNumber,
        channel.PhoneNumberId,
        channel.WabaId,
        channel.CloudBaseUrl,
        channel.CreatedAt);
}

/// <summary>A channel just created, with the token to enter at Meta; it is not shown again.</summary>
internal sealed record CreatedChannelAnswer(
    Guid Id,
    string PhoneNumber,
    string PhoneNumberId,
    string? WabaId,
    string CloudBaseUrl,
    DateTimeOffset CreatedAt,
    string VerifyToken)
{
    public static CreatedChannelAnswer From(Channel channel) => new(
        channel.Id,
        channel.PhoneNumber,
        channel.PhoneNumberId,
        channel.WabaId,
        channel.CloudBaseUrl,
        channel.CreatedAt,
        channel.VerifyToken);
}

/// <summary>All channels, oldest first.</summary>
internal sealed record ChannelsAnswer(IReadOnlyList<ChannelAnswer> Channels);
