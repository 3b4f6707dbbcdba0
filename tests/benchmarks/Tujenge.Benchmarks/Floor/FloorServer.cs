using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Tujenge.Benchmarks.Floor;

/// <summary>
/// The least that edge could do: Kestrel, one confirmed publish of the body to a quorum queue, an answer. It looks at no
/// key and at no field.
/// </summary>
internal static class FloorServer
{
    /// <summary>Where the floor publishes to.</summary>
    public const string Queue = "floor";

    /// <summary>Serves until the process is ended.</summary>
    /// <param name="url">Where to listen.</param>
    /// <param name="broker">Address of the virtual host with user and password.</param>
    public static async Task RunAsync(string url, Uri broker)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: null));
        await channel.QueueDeclareAsync(
            Queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        var properties = new BasicProperties { Persistent = true, ContentType = "application/json" };

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/readyz", () => "OK");
        app.MapPost("/v1/messages", async context =>
        {
            var body = new byte[(int)context.Request.ContentLength!.Value];
            await context.Request.Body.ReadExactlyAsync(body);
            await channel.BasicPublishAsync("", Queue, mandatory: true, properties, body); // returns on the confirm
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$"""{"messages":[{"id":"{{Guid.CreateVersion7()}}"}]}""");
        });
        await app.RunAsync(url);
    }
}
