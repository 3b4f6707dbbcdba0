using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using NUnit.Framework;
using Tujenge.Testing.Callbacks;

namespace Tujenge.Testing.Receiver;

/// <summary>
/// A tenant's webhook: a real HTTP server on loopback that records every request in order of arrival and answers as
/// <see cref="Handler"/> says. A body that is not what v1 clients expect (<see cref="V1CallbackSchema"/>) fails the test when the
/// receiver is disposed.
/// </summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ReceivedCall> _calls = [];
    private readonly List<string> _problems = [];
    private readonly WebApplication _server;
    private Uri _address = null!;

    private WebhookReceiver(Func<ReceivedCall, Task<int>>? handler, int port)
    {
        Handler = handler ?? (_ => Task.FromResult(StatusCodes.Status200OK));

        // The empty builder reads no configuration: an ASPNETCORE_URLS of the machine must not move the receiver.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    /// <summary>
    /// Chooses the status of each answer; may be replaced at any time. A call is recorded before its handler runs, so a
    /// handler that awaits a <see cref="TaskCompletionSource"/> holds the caller while the test looks.
    /// </summary>
    public Func<ReceivedCall, Task<int>> Handler { get; set; }

    /// <summary>Whether bodies must be v1's: not where a test makes up what is delivered.</summary>
    public bool ExpectsV1 { get; set; } = true;

    /// <summary>Where answers with a status of 300 to 399 point to.</summary>
    public Uri? RedirectTo { get; set; }

    /// <summary>What has arrived so far, oldest first.</summary>
    public IReadOnlyList<ReceivedCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Starts a receiver.</summary>
    /// <param name="handler">See <see cref="Handler"/>; 200 to everything unless given.</param>
    /// <param name="port">Where to listen, for one that comes back after an outage; any free port unless given.</param>
    public static async Task<WebhookReceiver> StartAsync(Func<ReceivedCall, Task<int>>? handler = null, int port = 0)
    {
        var receiver = new WebhookReceiver(handler, port);
        await receiver._server.StartAsync();
        receiver._address = new Uri(receiver._server.Urls.Single());
        return receiver;
    }

    /// <summary>The receiver's address with this path.</summary>
    public Uri Url(string path = "/") => new(_address, path);

    /// <summary>Waits until at least this many calls have arrived.</summary>
    public Task<IReadOnlyList<ReceivedCall>> WaitForCallsAsync(int count, TimeSpan? limit = null) => Eventually.GetAsync(
        () => Task.FromResult(Calls),
        calls => calls.Count >= count,
        $"{count} calls at {_address}",
        limit);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_problems.Count > 0)
        {
            throw new AssertionException($"The webhook got what no v1 client expects:\n{string.Join('\n', _problems)}");
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var call = new ReceivedCall(
            DateTimeOffset.UtcNow,
            context.Request.Method,
            context.Request.GetEncodedPathAndQuery(),
            context.Request.Headers.ToDictionary(
                header => header.Key,
                header => header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase),
            body);

        var problem = ExpectsV1 && call.Method == HttpMethods.Post ? V1CallbackSchema.FindProblem(body) : null;
        lock (_lock)
        {
            _calls.Add(call);
            if (problem is not null)
            {
                _problems.Add($"{problem}: {body}");
            }
        }

        // A caller that gave up ends the wait, or stopping the receiver would hang on a handler nobody releases.
        context.Response.StatusCode = await Handler(call).WaitAsync(context.RequestAborted);
        if (context.Response.StatusCode is >= 300 and < 400 && RedirectTo is { } target)
        {
            context.Response.Headers.Location = target.AbsoluteUri;
        }
    }
}
