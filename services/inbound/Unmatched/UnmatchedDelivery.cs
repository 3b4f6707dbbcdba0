using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound.Accounts;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Receiving;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Work;

namespace Tujenge.Inbound.Unmatched;

/// <summary>
/// Puts callbacks about a number back into the queue once a channel has the number, under their own ids, so that they go the way
/// of all callbacks. Only a channel of the app that signed them gets them: whoever enters somebody else's number gets nothing.
/// </summary>
internal sealed partial class UnmatchedDelivery(
    IDbContextFactory<InboundDbContext> contexts,
    ChannelDirectory channels,
    IBus bus,
    Confirms confirms,
    IOptions<MessagingOptions> messaging,
    TimeProvider clock,
    ILogger<UnmatchedDelivery> logger) : DueWorkLoop<(UnmatchedCallback Callback, Guid ChannelId)>(new WakeSignal(), logger)
{
    protected override int Hands => 16;

    protected override int HandsPerChannel => 4;

    protected override Guid ChannelOf((UnmatchedCallback Callback, Guid ChannelId) item) => item.ChannelId;

    protected override async Task<IReadOnlyList<(UnmatchedCallback Callback, Guid ChannelId)>> ClaimAsync(
        int limit,
        IReadOnlyCollection<Guid> fullChannels,
        CancellationToken cancellationToken)
    {
        var claimed = new List<(UnmatchedCallback Callback, Guid ChannelId)>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.AnyWaitsAsync(cancellationToken))
        {
            return claimed; // As nearly always; then nobody asks for the channels.
        }

        var now = clock.GetUtcNow();
        var free = (await channels.ListAsync(cancellationToken))
            .Where(channel => channel.PhoneNumberId.Length > 0 && !fullChannels.Contains(channel.Id))
            .SelectMany(channel => new[] { channel.PhoneNumberId, AccountCallback.KeyOf(channel.PhoneNumber) }, (channel, number) => (channel, number))
            .ToArray();
        var awaited = await db.FindAwaitedAsync([.. free.Select(one => one.number)], now, cancellationToken);
        foreach (var (channel, number) in free.Where(one => awaited.Contains(one.number)))
        {
            if (claimed.Count < limit && AppMark.Of(channel) is { } app)
            {
                var callbacks = await db.ClaimUnmatchedAsync(
                    number, app, limit - claimed.Count, now, messaging.Value.ConfirmTimeout * 3, CancellationToken.None);
                claimed.AddRange(callbacks.Select(callback => (callback, channel.Id)));
            }
        }

        return claimed;
    }

    protected override async Task HandleAsync((UnmatchedCallback Callback, Guid ChannelId) item)
    {
        var callback = new CallbackReceived
        {
            CallbackId = item.Callback.CallbackId,
            ChannelIds = [item.ChannelId],
            AppMark = item.Callback.App,
            ReceivedAt = item.Callback.ReceivedAt,
            Body = item.Callback.Body,
        };
        await confirms.PublishAgainAsync(bus, callback, callback.CallbackId);
        await using var db = await contexts.CreateDbContextAsync();
        await db.ForgetAsync(item.Callback, CancellationToken.None);
        Log.Delivered(logger, callback.CallbackId, item.ChannelId);
    }

    private static partial class Log
    {
        [LoggerMessage(3042, LogLevel.Information, "Callback {CallbackId} has waited for channel {ChannelId}, and is delivered")]
        public static partial void Delivered(ILogger logger, Guid callbackId, Guid channelId);
    }
}
