using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Telemetry;
using Tujenge.Infra.Windows;
using Tujenge.Infra.Work;
using Tujenge.Sender.Persistence;
using Tujenge.Sender.Upstreams;

namespace Tujenge.Sender.Sending;

/// <summary>
/// Sends what is due, the head of each lane, once. The claim is written before the call and the outcome after it; what
/// happened in between is never guessed.
/// </summary>
internal sealed partial class SendLoop(
    SendWake wake,
    IDbContextFactory<SenderDbContext> contexts,
    IDbContextFactory<WindowsDbContext> windows,
    ChannelDirectory channels,
    PreflightCheck preflight,
    ChannelUpstreams upstreams,
    FailureReporter failures,
    WaIdNews waIds,
    IOptions<SenderOptions> options,
    TimeProvider clock,
    TujengeMetrics metrics,
    ILogger<SendLoop> logger) : DueWorkLoop<LoggedMessage>(wake.Signal, logger)
{
    private readonly SenderOptions _options = options.Value;

    private readonly BatchWriter<TakenMessage> _taken = new(async taken =>
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.MarkTakenAsync(taken, clock.GetUtcNow(), CancellationToken.None);
    });

    protected override int Hands => _options.Concurrency;

    protected override int HandsPerChannel => _options.ConcurrencyPerChannel;

    protected override Guid ChannelOf(LoggedMessage item) => item.ChannelId;

    protected override async Task<IReadOnlyList<LoggedMessage>> ClaimAsync(
        int limit,
        IReadOnlyCollection<Guid> fullChannels,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // Not cancelled: a claim that was made and not learned of would wait for its lease to end.
        return await db.ClaimAsync(
            limit, fullChannels, clock.GetUtcNow(), _options.CallTimeout * 2, CancellationToken.None);
    }

    protected override async Task HandleAsync(LoggedMessage item)
    {
        using var activity = TujengeMetrics.Activities.StartActivity("send", ActivityKind.Internal, item.TraceParent);
        activity?.SetTag("tujenge.message_id", item.MessageId);

        try
        {
            await SendAsync(item);
        }
        catch (UnreadableSecretException unreadable)
        {
            // Nothing was sent, and the message is not at fault: it waits until somebody has mended the channel.
            Log.Unreadable(logger, item.MessageId, unreadable.Message);
            await Patience.UntilDoneAsync(() => EndAsync(item, new SendOutcome.NotNow(null)), logger);
        }
    }

    private async Task SendAsync(LoggedMessage item)
    {
        // Nothing was sent yet: a database that is away is waited for, or the lease would make this an unknown fate.
        var (problem, call) = await Patience.UntilDoneAsync(() => PrepareAsync(item), logger);
        if (call is null)
        {
            await Patience.UntilDoneAsync(() => failures.FailAsync(item, problem!, CancellationToken.None, wasCalled: false), logger);
            return;
        }

        // The database was away for long: another process may count this claim as lost and go on with the lane.
        if (clock.GetUtcNow() + _options.CallTimeout > item.LeaseUntil)
        {
            await Patience.UntilDoneAsync(() => GiveBackAsync(item), logger);
            return;
        }

        // The outcome is known only here: it is written as soon as the database takes it.
        var outcome = await call();
        await Patience.UntilDoneAsync(() => EndAsync(item, outcome), logger);
    }

    private async Task<(V1ErrorEntry? Problem, Func<Task<SendOutcome>>? Call)> PrepareAsync(LoggedMessage item)
    {
        if (await channels.FindAsync(item.ChannelId, CancellationToken.None) is not { } channel)
        {
            return (V1Errors.Of(1006, "The channel was removed"), null);
        }

        var message = JsonSerializer.Deserialize(item.Body, V1Json.Wire.V1Message)!;
        if ((await preflight.CheckAsync(channel, item.Recipient, message, CancellationToken.None)).Problem is { } problem)
        {
            return (problem, null);
        }

        var targetId = await FindUpstreamIdAsync(channel.Id, message.Reaction?.MessageId ?? message.Context?.MessageId);
        if (message.Reaction is not null && targetId is null)
        {
            return (PreflightCheck.NothingToReactTo, null);
        }

        if (message.Context is not null && targetId is null)
        {
            await using var db = await contexts.CreateDbContextAsync();
            await db.WarnAsync(item.MessageId, PreflightCheck.NothingToQuote, CancellationToken.None);
        }

        return (null, upstreams.Of(channel).Prepare(channel, new OutgoingMessage(item.MessageId, item.Body, message, targetId)));
    }

    protected override async Task TidyAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        await db.ReleaseExpiredLeasesAsync(now, cancellationToken);
        foreach (var message in await db.ListUnknownAsync(now - _options.UnknownOutcomeTimeout, cancellationToken))
        {
            await failures.FailAsync(
                message,
                V1Errors.Of(SenderDbContext.UnknownFate, "WhatsApp's answer was lost and no status came: it may or may not have been sent"),
                cancellationToken);
        }

        foreach (var message in await db.ListUnreportedAsync(now - TimeSpan.FromSeconds(10), cancellationToken))
        {
            await failures.ReportAsync(message, cancellationToken);
        }

        var oldest = await db.OldestOpenAsync(cancellationToken);
        metrics.BacklogAge("messages", oldest is null ? TimeSpan.Zero : now - oldest.Value);
    }

    private async Task EndAsync(LoggedMessage item, SendOutcome outcome)
    {
        await using var db = await contexts.CreateDbContextAsync();
        switch (outcome)
        {
            case SendOutcome.Accepted accepted:
                await _taken.WriteAsync(new TakenMessage(item.MessageId, accepted.UpstreamId));
                metrics.MessageSent();
                if (accepted.WaId is { } waId)
                {
                    waIds.Tell(item.ChannelId, item.Recipient, waId);
                }

                Log.Taken(logger, item.MessageId, item.ChannelId);
                break;

            case SendOutcome.NotNow notNow when IsHopeless(item, notNow):
                await failures.FailAsync(item, ToError(notNow), CancellationToken.None);
                break;

            case SendOutcome.NotNow notNow:
                var wait = Backoff.After(item.Attempts, notNow.FirstWait, notNow.Pause, Random.Shared.NextDouble());
                await db.WarnAsync(item.MessageId, $"An attempt was put off: {ReasonOf(notNow)}", CancellationToken.None);
                await PutOffAsync(db, item, clock.GetUtcNow() + wait);
                Log.Waits(logger, item.MessageId, item.ChannelId, notNow.Error?.Code, wait);
                break;

            case SendOutcome.Refused refused:
                if (refused.Error.Code == 470)
                {
                    await using var window = await windows.CreateDbContextAsync();
                    await window.NoteClosedAsync(item.ChannelId, item.Recipient, CancellationToken.None);
                }

                await failures.FailAsync(item, refused.Error, CancellationToken.None);
                break;

            case SendOutcome.Unknown:
                await db.MarkUnknownAsync(item.MessageId, CancellationToken.None);
                Log.Unknown(logger, item.MessageId, item.ChannelId);
                break;
        }
    }

    private async Task PutOffAsync(SenderDbContext db, LoggedMessage item, DateTimeOffset until)
    {
        // First, so that whoever sees the message waiting can tell how long those behind it will.
        await using var window = await windows.CreateDbContextAsync();
        await window.HoldAsync(item.ChannelId, item.Recipient, until, CancellationToken.None);
        await db.PutBackAsync(item.MessageId, until, CancellationToken.None);
    }

    private async Task GiveBackAsync(LoggedMessage item)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.PutBackAsync(item.MessageId, clock.GetUtcNow(), CancellationToken.None);
    }

    private bool IsHopeless(LoggedMessage item, SendOutcome.NotNow notNow) =>
        clock.GetUtcNow() - item.AcceptedAt > _options.LongestWait
        || item.Attempts >= notNow.MostTries;

    /// <summary>Without the details: those of every attempt may differ, and a message is tried for a day.</summary>
    private static string ReasonOf(SendOutcome.NotNow notNow) =>
        notNow.Error is { } error ? $"WhatsApp answered {error.Code} ({error.Title})" : "WhatsApp could not be asked, or gave no reason";

    private static V1ErrorEntry ToError(SendOutcome.NotNow notNow) =>
        notNow.Error ?? V1Errors.Of(408, "WhatsApp could not be reached for too long; nothing was sent");

    /// <summary>Clients quote and react to our messages by our id, and to customers' messages by WhatsApp's.</summary>
    private async Task<string?> FindUpstreamIdAsync(Guid channelId, string? targetId)
    {
        if (!Contracts.Messages.MessageId.IsOurs(targetId))
        {
            return targetId;
        }

        await using var db = await contexts.CreateDbContextAsync();
        return await db.Messages
            .Where(message => message.ChannelId == channelId && message.MessageId == targetId)
            .Select(message => message.UpstreamId)
            .SingleOrDefaultAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "Message {MessageId} of channel {ChannelId} is with WhatsApp")]
        public static partial void Taken(ILogger logger, string messageId, Guid channelId);

        [LoggerMessage(2003, LogLevel.Information, "Message {MessageId} of channel {ChannelId} waits {Wait} ({Code})")]
        public static partial void Waits(ILogger logger, string messageId, Guid channelId, int? code, TimeSpan wait);

        [LoggerMessage(2004, LogLevel.Warning, "Message {MessageId} of channel {ChannelId}: WhatsApp's answer was lost")]
        public static partial void Unknown(ILogger logger, string messageId, Guid channelId);

        [LoggerMessage(2020, LogLevel.Error, "Message {MessageId} cannot be sent now. {Problem}")]
        public static partial void Unreadable(ILogger logger, string messageId, string problem);
    }
}
