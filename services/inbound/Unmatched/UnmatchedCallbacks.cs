using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Translating;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Telemetry;

namespace Tujenge.Inbound.Unmatched;

/// <summary>
/// Keeps what WhatsApp was told is taken and nobody gets: callbacks about numbers that no channel has, and those that cannot be
/// read. WhatsApp does not repeat them, so a channel that is added after its number has begun to work would miss what came before.
/// </summary>
internal sealed partial class UnmatchedCallbacks(
    IDbContextFactory<InboundDbContext> contexts,
    ChannelDirectory channels,
    IOptions<InboundOptions> options,
    TujengeMetrics metrics,
    TimeProvider clock,
    ILogger<UnmatchedCallbacks> logger)
{
    /// <summary>A body that cannot be read is for people, and they need no more of it.</summary>
    private const int MostLettersOfMalformed = 64 * 1024;

    /// <summary>
    /// A replica hears of a new channel after a second. Without this, what one of them delivers and another does not know yet would go
    /// round between them all that time, and push out what was kept before it.
    /// </summary>
    private static readonly TimeSpan BeforeDelivery = TimeSpan.FromSeconds(2);

    /// <summary>Keeps what a callback says about numbers that no channel has.</summary>
    public async Task KeepAsync(CallbackReceived callback, IReadOnlySet<string> numbers, CancellationToken cancellationToken)
    {
        var app = callback.AppMark ?? await MarkAsync(callback.ChannelIds, cancellationToken);
        var now = clock.GetUtcNow();
        var kept = CloudCallbacks.Restrict(callback.Body, numbers, withNews: true)
            .Select(part => new UnmatchedCallback
            {
                CallbackId = callback.CallbackId,
                PhoneNumberId = part.Key,
                App = app,
                Problem = CallbackProblem.UnknownNumber,
                ReceivedAt = callback.ReceivedAt,
                Body = part.Value,
                DueAt = now + BeforeDelivery,
            })
            .ToArray();
        await KeepAsync(kept, cancellationToken);
        Log.UnknownNumber(logger, callback.CallbackId, kept.Length);
    }

    /// <summary>Keeps those parts of a callback that cannot be read; the others have gone their way, and are nobody's to look at.</summary>
    /// <param name="callbackId">The callback.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <param name="parts">The text of each, and the channel that it would have been for, where that is known.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task KeepUnreadableAsync(
        Guid callbackId,
        DateTimeOffset receivedAt,
        IReadOnlyCollection<(Guid? ChannelId, string Text)> parts,
        CancellationToken cancellationToken)
    {
        var channelIds = parts.Select(part => part.ChannelId).Distinct().ToArray();
        return KeepMalformedAsync(
            callbackId,
            channelIds.Length == 1 ? channelIds[0] : null,
            receivedAt,
            $"[{string.Join(',', parts.Select(part => part.Text))}]",
            CallbackProblem.UnreadablePart,
            cancellationToken);
    }

    /// <summary>Keeps a callback that cannot be read.</summary>
    /// <param name="callbackId">The callback.</param>
    /// <param name="channelId">The channel that it would have been for; null where that is not known.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <param name="body">As it came.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task KeepMalformedAsync(
        Guid callbackId,
        Guid? channelId,
        DateTimeOffset receivedAt,
        string body,
        CallbackProblem problem,
        CancellationToken cancellationToken)
    {
        await KeepAsync(
            [
                new UnmatchedCallback
                {
                    CallbackId = callbackId,
                    PhoneNumberId = "",
                    ChannelId = channelId,
                    App = [],
                    Problem = problem,
                    ReceivedAt = receivedAt,
                    Body = Beginning(body),
                    DueAt = clock.GetUtcNow(),
                },
            ],
            cancellationToken);
        Log.Malformed(logger, callbackId, problem);
    }

    private async Task KeepAsync(IReadOnlyCollection<UnmatchedCallback> callbacks, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.KeepAsync(callbacks, options.Value.MostUnmatchedCallbacks, cancellationToken);
        foreach (var callback in callbacks)
        {
            metrics.CallbackUnmatched(callback.Problem switch
            {
                CallbackProblem.UnknownNumber => "unknown_number",
                CallbackProblem.NotJson => "not_json",
                CallbackProblem.NotAnObject => "not_an_object",
                _ => "unreadable_part",
            });
        }
    }

    /// <summary>
    /// Of a callback that an earlier release took: all its channels have the secret that signed it. Asked one by one, for the list of
    /// all is a second old.
    /// </summary>
    private async Task<byte[]> MarkAsync(IEnumerable<Guid> channelIds, CancellationToken cancellationToken)
    {
        foreach (var id in channelIds)
        {
            if (await channels.FindAsync(id, cancellationToken) is { } channel && AppMark.Of(channel) is { } mark)
            {
                return mark;
            }
        }

        return []; // Gone, or changed, since: an operator sees the callback, and no channel gets it.
    }

    /// <summary>PostgreSQL's text holds no NUL, and nobody writes half a pair.</summary>
    private static string Beginning(string body)
    {
        var length = Math.Min(body.Length, MostLettersOfMalformed);
        if (length < body.Length && char.IsHighSurrogate(body[length - 1]))
        {
            length--;
        }

        return body[..length].Replace('\0', '\uFFFD');
    }

    private static partial class Log
    {
        [LoggerMessage(3040, LogLevel.Warning, "Callback {CallbackId} speaks of {Count} numbers that no channel has; that is kept for a week")]
        public static partial void UnknownNumber(ILogger logger, Guid callbackId, int count);

        [LoggerMessage(3041, LogLevel.Warning, "Callback {CallbackId} cannot be read ({Problem}); it is kept for a week")]
        public static partial void Malformed(ILogger logger, Guid callbackId, CallbackProblem problem);
    }
}
