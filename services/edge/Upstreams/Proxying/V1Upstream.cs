using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Options;
using Tujenge.Edge.Media;
using Tujenge.Edge.Media.Remembering;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Upstreams;
using Tujenge.Infra.Upstreams.V1;
using Yarp.ReverseProxy.Forwarder;

namespace Tujenge.Edge.Upstreams.Proxying;

/// <summary>
/// A server that speaks the On-Premises API: calls and answers pass as they are, streamed, with the login token in place of
/// the client's key.
/// </summary>
internal sealed partial class V1Upstream(
    IHttpForwarder forwarder,
    V1Tokens tokens,
    IOptions<EdgeOptions> options,
    ILogger<V1Upstream> logger) : IUpstream, IDisposable
{
    private readonly string[] _keyHeaders = options.Value.KeyHeaders();

    private readonly ForwarderRequestConfig _patience = new() { ActivityTimeout = options.Value.V1Timeout };

    private readonly HttpMessageInvoker _connections = new(CreateConnections());

    public bool KeepsV1 => true;

    public async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate translate)
    {
        var http = context.HttpContext;
        if (await CheckBodyAsync(http) is { } refusal)
        {
            return refusal;
        }

        var channel = http.Channel();
        return ProxiedPath.Of(((RouteEndpoint)http.GetEndpoint()!).RoutePattern, http.Request.RouteValues, options.Value.BasePath) is { } path
            ? await ForwardAsync(http, channel, new Uri($"{channel.V1BaseUrl}{path}{http.Request.QueryString}"))
            : V1Dialect.Answer(http, StatusCodes.Status404NotFound, "This path does not exist.");
    }

    public void Dispose() => _connections.Dispose();

    /// <summary>What the endpoint demands, or that the body is no longer than JSON, or a file of any kind, may be.</summary>
    private static async Task<IResult?> CheckBodyAsync(HttpContext http)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<BodyCheck>() is { } check)
        {
            return await check.RunAsync(http);
        }

        var most = JsonOnly.IsJson(http.Request.ContentType) ? BodyLimit.OfJson(http) : MediaKind.Largest;
        BodyLimit.Set(http, most);
        http.Request.Body = new BoundedStream(default, http.Request.Body, most);
        return http.Request.ContentLength > most ? throw BodyLimit.Exceeded() : null;
    }

    private static SocketsHttpHandler CreateConnections()
    {
        var connections = UpstreamConnections.Create();
        connections.ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current);
        return connections;
    }

    private async Task<IResult> ForwardAsync(HttpContext http, Channel channel, Uri address)
    {
        var body = await RepeatableBody.ReadAsync(http);
        for (var isFirst = true; ; isFirst = false)
        {
            string token;
            try
            {
                token = await tokens.GetAsync(channel, http.RequestAborted).WaitAsync(options.Value.V1Timeout, http.RequestAborted);
            }
            catch (TimeoutException)
            {
                return GatewayError.Unavailable;
            }
            catch (V1LoginException fault)
            {
                Log.NoLogin(logger, channel.Id, fault.Message);
                return fault.IsRefused ? LoginRefused(http) : GatewayError.Unavailable;
            }

            var transform = new ProxyTransform(address, token, _keyHeaders);
            body?.Attach(http.Request);
            var error = await forwarder.SendAsync(
                http, channel.V1BaseUrl!, _connections, _patience, transform, http.RequestAborted);
            if (error != ForwarderError.None)
            {
                return Describe(error, http, channel);
            }

            if (transform.NotUnderstood is { } status)
            {
                http.Response.Clear();
                Wait.Note(http, transform.Wait);
                return Replace(http, status);
            }

            if (!transform.IsTokenRefused)
            {
                return Results.Empty;
            }

            tokens.Drop(channel, token);
            http.Response.Clear();
            if (!isFirst)
            {
                return LoginRefused(http);
            }

            if (body is null)
            {
                return V1Error.Overloaded("The login at the WhatsApp API had ended; send the file again");
            }
        }
    }

    /// <summary>The client's key is fine: the operator's login is not (whatsapp-errors, section 5).</summary>
    private static IResult LoginRefused(HttpContext http) => V1Dialect.Answer(
        http,
        V1Code.Of(1005) with { Status = StatusCodes.Status500InternalServerError }, "The WhatsApp API refuses the gateway's login");

    /// <summary>An answer without words, or in a proxy's: a refusal stays one, all else means that there is no v1 server to be reached.</summary>
    private static IResult Replace(HttpContext http, HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound when http.Request.RouteValues.ContainsKey(OwnMediaFilter.RouteValue) => GraphRefusal.NotFound(MediaEndpoints.Unknown),
        HttpStatusCode.NotImplemented or HttpStatusCode.ServiceUnavailable or (>= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError) => V1Dialect.Answer(
            http, (int)status, $"The WhatsApp API behind this number refuses this with status {(int)status} and gives no reason."),
        _ => GatewayError.Unavailable,
    };

    private IResult Describe(ForwarderError error, HttpContext http, Channel channel)
    {
        var fault = http.Features.Get<IForwarderErrorFeature>()?.Exception;
        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty; // Broken off: half an answer must not look like a whole one.
        }

        http.Response.Clear();
        if (http.Features.Get<UploadedFile>() is { Content.IsExceeded: true } file)
        {
            return file.TooLarge;
        }

        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is BadHttpRequestException refusal)
            {
                throw refusal; // The client broke off, or sent more than it may.
            }
        }

        Log.NotPassedOn(logger, channel.Id, error);
        return GatewayError.Unavailable;
    }

    private static partial class Log
    {
        [LoggerMessage(1040, LogLevel.Warning, "A call of channel {ChannelId} was answered 502: {Error}")]
        public static partial void NotPassedOn(ILogger logger, Guid channelId, ForwarderError error);

        [LoggerMessage(1041, LogLevel.Warning, "Channel {ChannelId} has no login: {Problem}")]
        public static partial void NoLogin(ILogger logger, Guid channelId, string problem);
    }
}
