using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tujenge.Benchmarks;

/// <summary>A tenant's webhook that does nothing but note when what arrived.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, long> _arrivals = new();
    private int _delivered;
    private int _messages;

    private Webhook()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public Uri Url => new(_server.Urls.Single());

    /// <summary><c>delivered</c> statuses so far.</summary>
    public int Delivered => Volatile.Read(ref _delivered);

    /// <summary>Customers' messages so far.</summary>
    public int Messages => Volatile.Read(ref _messages);

    /// <summary>Moments (<see cref="Stopwatch.GetTimestamp"/>) at which messages arrived first, by id.</summary>
    public IReadOnlyDictionary<string, long> Arrivals => _arrivals;

    public static async Task<Webhook> StartAsync()
    {
        var webhook = new Webhook();
        await webhook._server.StartAsync();
        return webhook;
    }

    public void Forget()
    {
        _arrivals.Clear();
        _delivered = 0;
        _messages = 0;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var now = Stopwatch.GetTimestamp();
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        if (body.Contains("\"status\":\"delivered\"", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _delivered);
        }
        else if (body.Contains("\"messages\":", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _messages);
        }

        if (body.IndexOf("wamid.bench-", StringComparison.Ordinal) is >= 0 and var start)
        {
            _arrivals.TryAdd(body[start..body.IndexOf('"', start)], now);
        }
    }
}
