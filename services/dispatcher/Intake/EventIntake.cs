using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Dispatcher.Delivering;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Work;

namespace Tujenge.Dispatcher.Intake;

/// <summary>Writes events into the deliveries table; those of many messages share one commit.</summary>
internal sealed class EventIntake
{
    private readonly BatchWriter<AcceptedEvent> _writer;
    private readonly DeliveryWake _wake;

    public EventIntake(IDbContextFactory<DispatcherDbContext> contexts, DeliveryWake wake, TimeProvider clock)
    {
        _wake = wake;
        _writer = new BatchWriter<AcceptedEvent>(async events =>
        {
            await using var db = await contexts.CreateDbContextAsync();
            await db.AcceptAsync(events, clock.GetUtcNow(), CancellationToken.None);
        });
    }

    /// <summary>Completes when the event is on its way for good: then its message may be acknowledged.</summary>
    public async Task AcceptAsync(AcceptedEvent accepted)
    {
        await _writer.WriteAsync(accepted);
        _wake.Signal.Wake();
    }
}

/// <summary>Endpoint policy of the consumers that take events in.</summary>
internal static class EventEndpoint
{
    /// <summary>Many at once, so that they share commits; their order is that of their arrival, roughly, as in v1.</summary>
    public static void Configure(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.PrefetchCount = 128;
        endpoint.ConcurrentMessageLimit = 64;
        Infra.Messaging.HousePipeline.UseHousePipeline(endpoint);
    }
}
