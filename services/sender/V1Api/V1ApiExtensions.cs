using Microsoft.Extensions.Options;
using Tujenge.Infra.Upstreams;
using Tujenge.Infra.Upstreams.V1;
using Tujenge.Sender.Upstreams;

namespace Tujenge.Sender.V1Api;

internal static class V1ApiExtensions
{
    /// <summary>
    /// Adds <see cref="V1Upstream"/>; the returned builder lets a test put its own transport underneath. Nothing below it
    /// repeats a call: a lost answer may still mean a sent message.
    /// </summary>
    public static IHttpClientBuilder AddV1Api(this IServiceCollection services)
    {
        services.AddV1Tokens();
        services.AddSingleton<V1Server>();
        services.AddSingleton<V1Upstream>();
        return services
            .AddHttpClient(V1Server.ClientName, http =>
            {
                http.Timeout = Timeout.InfiniteTimeSpan; // The upstream's own patience covers login and call together.
                http.MaxResponseContentBufferSize = V1Server.MostBytes;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("Tujenge");
                http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new ConnectTimeouts(
                UpstreamConnections.Create(provider.GetRequiredService<IOptions<SenderOptions>>().Value.CallTimeout)));
    }
}
