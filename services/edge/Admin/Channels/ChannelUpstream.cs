using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>What a channel has for the sake of its upstream, and loses with it.</summary>
internal static class ChannelUpstream
{
    /// <summary>Takes away what belonged to the former upstream: its number id is free again, its secrets are gone.</summary>
    public static void Clear(Channel channel, Upstream former, SecretProtector secrets)
    {
        if (former == Upstream.V1)
        {
            (channel.V1BaseUrl, channel.V1Username, channel.V1Password, channel.CallbackTokenHash) = (null, null, null, null);
            channel.CloudBaseUrl = NewChannel.Graph;
            channel.VerifyToken = secrets.Protect(NewChannel.NewVerifyToken(), channel.Id, SecretField.VerifyToken);
            return;
        }

        (channel.PhoneNumberId, channel.CloudBaseUrl, channel.WabaId, channel.AppId) = ("", "", null, null);
        channel.AccessToken = secrets.Protect("", channel.Id, SecretField.AccessToken);
        channel.AppSecret = secrets.Protect("", channel.Id, SecretField.AppSecret);
        channel.VerifyToken = secrets.Protect("", channel.Id, SecretField.VerifyToken);
    }

    /// <summary>What the operator has to enter at the upstream, shown this once.</summary>
    /// <param name="channel">A channel that was added, or has another upstream now.</param>
    public static ChannelAnswer Introduce(Channel channel)
    {
        if (channel.Upstream != Upstream.V1)
        {
            return ChannelAnswer.From(channel, []) with { VerifyToken = channel.VerifyToken.Reveal() };
        }

        var token = CallbackToken.New();
        channel.CallbackTokenHash = CallbackToken.HashOf(token);
        return ChannelAnswer.From(channel, []) with { CallbackToken = token };
    }
}
