using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tujenge.Unit.Tests.Edge.Upstreams;

/// <summary>A v1 server that keeps what it was asked, on a port of its own.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _logins;

    private RecordingServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    /// <summary>Answers everything but logins; the body is read already.</summary>
    public Func<HttpContext, Task> Handler { get; set; } = Nothing;

    /// <summary>Calls that are no logins.</summary>
    public ConcurrentQueue<Recorded> Calls { get; } = new();

    public int Logins => _logins;

    public Uri Url => new(_server.Urls.Single());

    public static async Task<RecordingServer> StartAsync()
    {
        var server = new RecordingServer();
        await server._server.StartAsync();
        return server;
    }

    /// <summary>As it was when it started, but for its logins.</summary>
    public void Forget()
    {
        Calls.Clear();
        Handler = Nothing;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task Nothing(HttpContext context) => context.Response.WriteAsync("{}");

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/v1/users/login" && context.Request.Headers.Authorization.ToString().StartsWith("Basic ", StringComparison.Ordinal))
        {
            await context.Response.WriteAsync(
                $$"""{"users":[{"token":"token-{{Interlocked.Increment(ref _logins)}}","expires_after":"2099-01-01 00:00:00+00:00"}]}""");
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Calls.Enqueue(new Recorded(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()));
        await Handler(context);
    }
}

/// <summary>A call that reached the server.</summary>
internal sealed record Recorded(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
