using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tujenge.Services.Tests.Support;

/// <summary>A Graph API that answers as the test says and remembers every send, over real HTTP.</summary>
internal sealed class ScriptedGraph : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _ids;

    private ScriptedGraph(WebApplication app) => _app = app;

    /// <summary>Decides on a send; the default takes every message.</summary>
    public Func<GraphSend, Task<GraphAnswer>> OnSend { get; set; } = null!;

    /// <summary>The list of templates; null answers 404, as a server without templates does.</summary>
    public string? Templates { get; set; }

    public ConcurrentQueue<GraphSend> Sends { get; } = new();

    public string Root => _app.Urls.First();

    public static async Task<ScriptedGraph> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var graph = new ScriptedGraph(app);
        graph.OnSend = _ => Task.FromResult(graph.Take());
        app.MapPost("/{version}/{phoneNumberId}/messages", graph.HandleSendAsync);
        app.MapGet("/{version}/{wabaId}/message_templates", (HttpContext context) => graph.Templates is { } templates
            ? Results.Content(templates, "application/json")
            : Results.NotFound());
        await app.StartAsync();
        return graph;
    }

    public GraphAnswer Take() => new(
        200,
        $$$"""{"messaging_product":"whatsapp","contacts":[{"input":"x","wa_id":"x"}],"messages":[{"id":"wamid.{{{Interlocked.Increment(ref _ids)}}}"}]}""");

    public static GraphAnswer Refuse(int code, int status = 400) => new(
        status,
        $$$"""{"error":{"message":"(#{{{code}}}) refused","type":"OAuthException","code":{{{code}}},"error_data":{"messaging_product":"whatsapp","details":"because"},"fbtrace_id":"x"}}""");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleSendAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var send = new GraphSend(
            context.Request.Headers.Authorization.ToString(),
            body.RootElement.GetProperty("to").GetString()!,
            body.RootElement.TryGetProperty("text", out var text) ? text.GetProperty("body").GetString() : null,
            body.RootElement.GetProperty("biz_opaque_callback_data").GetString()!,
            body.RootElement.Clone(),
            context.Request.ContentLength);
        Sends.Enqueue(send);
        var answer = await OnSend(send);
        if (answer.Status == 0)
        {
            context.Abort(); // the answer is lost on the way
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Body);
    }
}

/// <summary>A send as the Graph API saw it.</summary>
internal sealed record GraphSend(string Authorization, string To, string? Text, string MessageId, JsonElement Body, long? Length);

/// <summary>An answer; status 0 cuts the connection.</summary>
internal sealed record GraphAnswer(int Status, string Body)
{
    public static GraphAnswer Lost { get; } = new(0, "");
}
