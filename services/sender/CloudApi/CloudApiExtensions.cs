using Microsoft.Extensions.Options;
using Refit;
using Tujenge.Contracts.Cloud;
using Tujenge.Infra.Upstreams;
using Tujenge.Sender.Upstreams;

namespace Tujenge.Sender.CloudApi;

internal static class CloudApiExtensions
{
    private const string ClientName = "cloud-api";

    /// <summary>
    /// Adds <see cref="ICloudApi"/>; the returned builder lets a test put its own transport underneath. Nothing below
    /// the send loop repeats a call: a lost answer may still mean a sent message.
    /// </summary>
    public static IHttpClientBuilder AddCloudApi(this IServiceCollection services) => services
        .AddRefitGeneratedClient<ICloudApi>(
            new RefitSettings(new SystemTextJsonContentSerializer(CloudJson.Wire.Options)),
            ClientName)
        .ConfigureHttpClient((provider, http) =>
        {
            http.BaseAddress = new Uri("https://upstream.invalid"); // replaced by UpstreamRootHandler
            http.DefaultRequestHeaders.UserAgent.ParseAdd("Tujenge");
            http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            http.Timeout = provider.GetRequiredService<IOptions<SenderOptions>>().Value.CallTimeout;
        })
        .AddHttpMessageHandler(() => new UpstreamRootHandler())
        .ConfigurePrimaryHttpMessageHandler(provider => new ConnectTimeouts(
            UpstreamConnections.Create(provider.GetRequiredService<IOptions<SenderOptions>>().Value.CallTimeout)));
}
