using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Tujenge.Unit.Tests.Cli;

/// <summary>A server that answers what a test tells it to, and remembers what it was asked.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    /// <summary>Method, path and query, body, headers.</summary>
    public ConcurrentQueue<(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers)> Calls { get; } = new();

    public int Status { get; set; } = 200;

    public string Body { get; set; } = "{}";

    public string ContentType { get; set; } = "application/json";

    public string? Location { get; set; }

    public Uri Url => new(_app.Urls.Single());

    public static async Task<ScriptedServer> StartAsync(int status = 200, string body = "{}", string contentType = "application/json")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new ScriptedServer(builder.Build()) { Status = status, Body = body, ContentType = contentType };
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Calls.Enqueue((
            context.Request.Method,
            context.Request.GetEncodedPathAndQuery(),
            await reader.ReadToEndAsync(),
            context.Request.Headers.ToDictionary(header => header.Key, header => $"{header.Value}", StringComparer.OrdinalIgnoreCase)));
        context.Response.StatusCode = Status;
        if (Location is not null)
        {
            context.Response.Headers.Location = Location;
        }

        if (Status != 204)
        {
            context.Response.ContentType = ContentType;
            await context.Response.WriteAsync(Body);
        }
    }
}
