using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Windows;
using Tujenge.Sender.Persistence;
using Tujenge.Sender.Sending;

namespace Tujenge.Sender.Forecasting;

/// <summary>Says what would become of a message: the send loop's own check, and the queue that it would join.</summary>
internal sealed class Forecaster(
    IDbContextFactory<SenderDbContext> contexts,
    ChannelDirectory channels,
    PreflightCheck preflight,
    TimeProvider clock)
{
    public async Task<MessageForecast> ForecastAsync(ForecastMessage asked, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Deserialize(asked.Body.Utf8.Span, V1Json.Wire.V1Message)!;
        var forecast = await WaitAsync(asked, clock.GetUtcNow(), cancellationToken) with
        {
            NeedsWindow = message.Template is null && message.RecipientType != "group",
        };
        if (await channels.FindAsync(asked.ChannelId, cancellationToken) is not { } channel)
        {
            return With(forecast, V1Errors.Of(1006, "The channel was removed"));
        }

        var found = await preflight.CheckAsync(channel, asked.Recipient, message, cancellationToken);
        var isThere = await IsThereAsync(asked.ChannelId, message.Reaction?.MessageId ?? message.Context?.MessageId, cancellationToken);
        return With(
            forecast with
            {
                TemplateStatus = found.TemplateStatus,
                WindowEndsAt = found.WindowEndsAt,
                Warnings = message.Context is not null && message.Reaction is null && !isThere ? [PreflightCheck.NothingToQuote] : null,
            },
            found.Problem
                ?? (found.WindowEndsAt <= forecast.LeavesAt ? WindowRefusal.ClosesTooSoon : null)
                ?? (message.Reaction is not null && !isThere ? PreflightCheck.NothingToReactTo : null));
    }

    /// <summary>Whether WhatsApp will know a message that is named: what is still on its way will be there before what names it.</summary>
    private async Task<bool> IsThereAsync(Guid channelId, string? targetId, CancellationToken cancellationToken)
    {
        if (!MessageId.IsOurs(targetId))
        {
            return true; // None, or a customer's.
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Messages.AnyAsync(
            message => message.ChannelId == channelId && message.MessageId == targetId && (message.UpstreamId != null || message.IsOpen),
            cancellationToken);
    }

    private async Task<MessageForecast> WaitAsync(ForecastMessage asked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var queue = await db.LookAheadAsync(asked.ChannelId, asked.Recipient, now - Pace.PairMemory, cancellationToken);
        var (leavesAt, waitsFor) = new[]
        {
            (At: queue.LaneDueAt ?? now, For: WaitReason.Conversation),
            (At: Pace.PairAllowsAt(queue.SentAt, queue.InLane, now), For: WaitReason.PairRate),
            (At: Pace.ThroughputAllowsAt(queue.InChannel, now), For: WaitReason.Throughput),
        }.MaxBy(wait => wait.At);

        return new MessageForecast
        {
            LeavesAt = leavesAt > now ? leavesAt : now,
            WaitsFor = leavesAt > now ? waitsFor : queue.InLane > 0 ? WaitReason.Conversation : null,
            Ahead = queue.InLane,
            NeedsWindow = true,
        };
    }

    private static MessageForecast With(MessageForecast forecast, V1ErrorEntry? problem) =>
        forecast with { ErrorCode = problem?.Code, ErrorDetails = problem?.Details };
}
