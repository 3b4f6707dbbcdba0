using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Receiving;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Work;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// Callbacks that wait for the answer to a send, or for the sender, wait in the database, and go back into the queue when they are
/// due. So an upstream that is slow to answer, or sends what is nobody's, holds up no other channel.
/// </summary>
internal sealed class PostponedCallbacks(
    IDbContextFactory<InboundDbContext> contexts,
    IBus bus,
    Confirms confirms,
    IOptions<MessagingOptions> messaging,
    TimeProvider clock,
    ILogger<PostponedCallbacks> logger) : DueWorkLoop<PostponedCallback>(new WakeSignal(), logger)
{
    /// <summary>A call takes two minutes at the most (<c>Sender:CallTimeout</c>); after that its answer is lost.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    protected override int Hands => 16;

    protected override int HandsPerChannel => 4;

    /// <summary>Puts a callback off for as long as it has waited already, so that waits double.</summary>
    /// <param name="callback">What came; when it is due is found here.</param>
    /// <param name="reason">What it waits for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>False when it has waited for longer than any call takes. For a sender that is away it waits as long as that takes.</returns>
    public async Task<bool> TryPostponeAsync(PostponedCallback callback, MissingIds reason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var age = now - callback.ReceivedAt;
        if (reason != MissingIds.SenderIsAway && age > LongestCall)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.PostponeAsync(callback, now + TimeSpan.FromTicks(Math.Clamp(age.Ticks, ShortestWait.Ticks, LongestWait.Ticks)), cancellationToken);
        return true;
    }

    protected override Guid ChannelOf(PostponedCallback item) => item.ChannelId;

    protected override async Task<IReadOnlyList<PostponedCallback>> ClaimAsync(
        int limit,
        IReadOnlyCollection<Guid> fullChannels,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ClaimPostponedAsync(limit, fullChannels, clock.GetUtcNow(), messaging.Value.ConfirmTimeout * 3, CancellationToken.None);
    }

    protected override async Task HandleAsync(PostponedCallback item)
    {
        if (item.IsCloud)
        {
            var callback = new CallbackReceived
            {
                CallbackId = item.CallbackId,
                ChannelIds = [item.ChannelId],
                ReceivedAt = item.ReceivedAt,
                Body = item.Body,
            };
            await confirms.PublishAgainAsync(bus, callback, callback.CallbackId);
        }
        else
        {
            var callback = new OnPremisesCallbackReceived
            {
                CallbackId = item.CallbackId,
                ChannelId = item.ChannelId,
                ReceivedAt = item.ReceivedAt,
                Body = item.Body,
            };
            await confirms.PublishAgainAsync(bus, callback, callback.CallbackId);
        }

        await using var db = await contexts.CreateDbContextAsync();
        await db.ForgetAsync(item, CancellationToken.None);
    }
}
