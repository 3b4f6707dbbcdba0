using Microsoft.Extensions.Options;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Upstreams;
using Tujenge.Sender.Upstreams;

namespace Tujenge.Sender.CloudApi;

/// <summary>Sends through Meta's Cloud API.</summary>
internal sealed class CloudUpstream(ICloudApi cloudApi, IOptions<CloudOptions> options) : IUpstream
{
    public Func<Task<SendOutcome>> Prepare(Channel channel, OutgoingMessage message)
    {
        var accessToken = channel.AccessToken.Reveal();
        return async () => CloudOutcome.Of(await cloudApi.SendAsync(
            channel.CloudBaseUrl,
            options.Value.ApiVersion,
            channel.PhoneNumberId,
            accessToken,
            CloudMessages.From(message.Content, message.MessageId, message.TargetId),
            CancellationToken.None));
    }
}
