using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Messages;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Telemetry;
using Tujenge.Infra.Work;

namespace Tujenge.Dispatcher.Delivering;

/// <summary>
/// Delivers what is due until it is acknowledged. An attempt whose process dies is made again when its lease ends: the
/// receiver may see an event twice, always under one <c>webhook-id</c>.
/// </summary>
internal sealed partial class DeliveryLoop(
    DeliveryWake wake,
    IDbContextFactory<DispatcherDbContext> contexts,
    ChannelDirectory channels,
    WebhookCall webhookCall,
    IOptions<DispatcherOptions> options,
    TimeProvider clock,
    TujengeMetrics metrics,
    ILogger<DeliveryLoop> logger) : DueWorkLoop<Delivery>(wake.Signal, logger)
{
    /// <summary>Setting a webhook brings its events forward at once; this is for the case that nobody heard of it.</summary>
    private static readonly TimeSpan WithoutWebhook = TimeSpan.FromSeconds(30);

    /// <summary>Counting them costs more than a look at the oldest one, and they change rarely.</summary>
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromSeconds(5);

    private readonly DispatcherOptions _options = options.Value;
    private long? _counted;

    private readonly BatchWriter<AttemptEnd> _ends = new(async ends =>
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.EndAttemptsAsync(ends, CancellationToken.None);
    });

    protected override int Hands => _options.Concurrency;

    protected override int HandsPerChannel => _options.ConcurrencyPerWebhook;

    protected override Guid ChannelOf(Delivery item) => item.ChannelId;

    protected override async Task<IReadOnlyList<Delivery>> ClaimAsync(
        int limit,
        IReadOnlyCollection<Guid> fullChannels,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ClaimAsync(
            limit, fullChannels, clock.GetUtcNow(), _options.Timeout * 3, CancellationToken.None);
    }

    protected override async Task HandleAsync(Delivery item)
    {
        using var activity = TujengeMetrics.Activities.StartActivity("deliver", ActivityKind.Internal, item.TraceParent);
        activity?.SetTag("tujenge.event_id", item.EventId);

        var webhook = await Patience.UntilDoneAsync(
            () => channels.FindWebhookAsync(item.ChannelId, CancellationToken.None), logger);
        var end = webhook is null ? EndWithoutWebhook(item) : await AttemptAsync(item, webhook);
        await Patience.UntilDoneAsync(() => _ends.WriteAsync(end), logger);
    }

    protected override async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var oldest = await db.OldestWaitingAsync(cancellationToken);
        metrics.BacklogAge("deliveries", oldest is null ? TimeSpan.Zero : clock.GetUtcNow() - oldest.Value);
        if (_counted is null || Stopwatch.GetElapsedTime(_counted.Value) >= BetweenCounts)
        {
            metrics.DeliveriesParked(await db.CountParkedAsync(cancellationToken));
            _counted = Stopwatch.GetTimestamp();
        }
    }

    private async Task<AttemptEnd> AttemptAsync(Delivery item, Webhook webhook)
    {
        var startedAt = clock.GetUtcNow();
        var started = Stopwatch.GetTimestamp();
        var result = await webhookCall.PostAsync(webhook, item);
        var number = item.Attempts + 1;
        var attempt = new DeliveryAttempt
        {
            DeliverySequence = item.Sequence,
            Number = number,
            StartedAt = startedAt,
            DurationMs = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            StatusCode = result.StatusCode,
            Error = result.Error,
        };

        var now = clock.GetUtcNow();
        if (result.Error is null)
        {
            metrics.DeliveryAttempted("delivered");
            Log.Delivered(logger, item.EventId, item.ChannelId, number);
            return new AttemptEnd(item.Sequence, DeliveryState.Delivered, number, item.DueAt, now, attempt);
        }

        if (IsTooOld(item, now))
        {
            metrics.DeliveryAttempted("parked");
            Log.Parked(logger, item.EventId, item.ChannelId, number, result.Error);
            return new AttemptEnd(item.Sequence, DeliveryState.Parked, number, item.DueAt, now, attempt);
        }

        var wait = RetrySchedule.WaitAfter(number, _options, Random.Shared.NextDouble());
        metrics.DeliveryAttempted("failed");
        Log.Failed(logger, item.EventId, item.ChannelId, number, result.Error, wait);
        return new AttemptEnd(item.Sequence, DeliveryState.Waiting, number, now + wait, null, attempt);
    }

    private AttemptEnd EndWithoutWebhook(Delivery item)
    {
        const string note = "no webhook is configured";
        var now = clock.GetUtcNow();
        return IsTooOld(item, now)
            ? new AttemptEnd(item.Sequence, DeliveryState.Parked, item.Attempts, item.DueAt, now, null, note)
            : new AttemptEnd(item.Sequence, DeliveryState.Waiting, item.Attempts, now + WithoutWebhook, null, null, note);
    }

    private bool IsTooOld(Delivery item, DateTimeOffset now) => now - (item.ReplayedAt ?? item.CreatedAt) >= _options.RetryFor;

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "Event {EventId} of channel {ChannelId} delivered at attempt {Attempt}")]
        public static partial void Delivered(ILogger logger, Guid eventId, Guid channelId, int attempt);

        [LoggerMessage(4002, LogLevel.Information, "Event {EventId} of channel {ChannelId}: attempt {Attempt} failed, {Error}; next in {Wait}")]
        public static partial void Failed(ILogger logger, Guid eventId, Guid channelId, int attempt, string error, TimeSpan wait);

        [LoggerMessage(4003, LogLevel.Warning, "Event {EventId} of channel {ChannelId} parked after attempt {Attempt}: {Error}")]
        public static partial void Parked(ILogger logger, Guid eventId, Guid channelId, int attempt, string error);
    }
}
