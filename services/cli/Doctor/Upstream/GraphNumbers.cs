using Refit;
using Tujenge.Infra.Directory;

namespace Tujenge.Cli.Doctor.Upstream;

/// <summary>Asks each channel's Graph API for its number.</summary>
/// <param name="version">Version in the paths, as the sender has it; its default when null.</param>
internal sealed class GraphNumbers(string? version)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks with the channel's own token.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="accessToken">Its token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IApiResponse<string>> AskAsync(Channel channel, string accessToken, CancellationToken cancellationToken)
    {
        // A redirect would carry the token elsewhere.
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(channel.CloudBaseUrl),
            Timeout = Patience,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Tujenge");
        return await RestService.ForGenerated<IGraphNumbersApi>(client)
            .GetAsync(version is { Length: > 0 } ? version : "v23.0", channel.PhoneNumberId, accessToken, cancellationToken);
    }
}
