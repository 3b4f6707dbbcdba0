using System.Collections.Concurrent;
using System.Text.Json;

namespace Tujenge.Standalone.Receiver;

/// <summary>A webhook for those who have none yet: takes everything, shows the last calls.</summary>
internal static class ReceiverService
{
    public const string Path = "/simulator/receiver";

    private const int MostCalls = 100;

    public static void AddReceiver(this WebApplicationBuilder builder) => builder.Services.AddSingleton<Log>();

    public static void MapReceiver(this WebApplication app)
    {
        app.MapPost(Path, async (HttpRequest request, Log log, TimeProvider clock) =>
        {
            var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            log.Add(new ReceivedCall(clock.GetUtcNow(), request.Headers["webhook-id"], body.RootElement));
            return TypedResults.Ok();
        });
        app.MapGet(Path, (Log log) => TypedResults.Json(log.Show(), ReceiverJson.Default.ReceivedCalls));
    }

    private sealed class Log
    {
        private readonly ConcurrentQueue<ReceivedCall> _calls = new();
        private long _total;

        public void Add(ReceivedCall call)
        {
            Interlocked.Increment(ref _total);
            _calls.Enqueue(call);
            while (_calls.Count > MostCalls)
            {
                _calls.TryDequeue(out _);
            }
        }

        public ReceivedCalls Show() => new(Interlocked.Read(ref _total), [.. _calls.Reverse()]);
    }
}
