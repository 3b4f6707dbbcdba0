using Refit;
using Tujenge.Contracts.Cloud;

namespace Tujenge.Sender.CloudApi;

/// <summary>The part of the Cloud API that the sender uses. The root differs between channels, see <see cref="UpstreamRootHandler"/>.</summary>
internal interface ICloudApi
{
    /// <summary>Sends one message. Repeating the call sends it again, so only the caller may decide to.</summary>
    [Post("/{version}/{phoneNumberId}/messages")]
    Task<IApiResponse<CloudSendAnswer>> SendAsync(
        [Property(UpstreamRootHandler.RootProperty)] string root,
        string version,
        string phoneNumberId,
        [Authorize] string accessToken,
        [Body] CloudMessage message,
        CancellationToken cancellationToken);
}
