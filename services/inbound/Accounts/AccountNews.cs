using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Callbacks;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Numbers;

namespace Tujenge.Inbound.Accounts;

/// <summary>
/// Notes with the channels what WhatsApp tells of their numbers and accounts. Clients are not told, for v1 has no words for
/// it: operators see it, and what cannot wait is in the log.
/// </summary>
internal sealed partial class AccountNews(
    ChannelDirectory channels,
    IDbContextFactory<DirectoryDbContext> directory,
    ILogger<AccountNews> logger)
{
    /// <summary>Notes what a callback tells.</summary>
    /// <returns>What is to be kept, because it is about numbers that no channel has (<see cref="AccountCallback.KeyOf(ToldNews)"/>).</returns>
    public async Task<IReadOnlyCollection<string>> NoteAsync(CallbackReceived callback, CancellationToken cancellationToken)
    {
        if (AccountCallback.Read(callback.Body) is not { Count: > 0 } told)
        {
            return [];
        }

        var all = await channels.ListAsync(cancellationToken);
        var ofApp = all.Where(channel => callback.ChannelIds.Contains(channel.Id)).ToArray();
        foreach (var (channelId, news) in told
            .SelectMany(news => ChannelsOf(news, ofApp), (news, channel) => (channel.Id, News: news))
            .GroupBy(pair => pair.Id, pair => pair.News, (id, news) => (id, news.ToArray())))
        {
            await using var db = await directory.CreateDbContextAsync(cancellationToken);
            await db.NoteAsync(channelId, NoticesOf(channelId, callback, news), cancellationToken);
            Log.Noted(logger, callback.CallbackId, channelId);
            Warn(channelId, news);
        }

        // A channel with a v1 server has no such news, until it moves to the Cloud API.
        var cloud = all.Where(channel => channel.PhoneNumberId.Length > 0).ToArray();
        return [.. told.Where(news => !ChannelsOf(news, cloud).Any()).Select(AccountCallback.KeyOf).OfType<string>()];
    }

    /// <summary>
    /// The channel whose number it is about. Where it names none, those of the account; where it names one that is not here, it is none
    /// of their business, unless it is news of the account, which only mentions the number.
    /// </summary>
    public static IEnumerable<Channel> ChannelsOf(ToldNews news, IReadOnlyCollection<Channel> ofApp)
    {
        var named = ofApp
            .Where(channel => news.PhoneNumberId is { } id
                ? channel.PhoneNumberId == id
                : news.PhoneNumber is { } number && ConversationKey.Of(number) == ConversationKey.Of(channel.PhoneNumber))
            .ToArray();
        var isOfOneNumber = news.PhoneNumberId is not null || news.PhoneNumber is not null;
        return named.Length > 0 || (isOfOneNumber && !news.Field.StartsWith("account_", StringComparison.Ordinal))
            ? named
            : ofApp.Where(channel => channel.WabaId is { } wabaId && wabaId == news.WabaId);
    }

    /// <summary>The newest of each name, as many as a channel may have.</summary>
    private static AccountNotice[] NoticesOf(Guid channelId, CallbackReceived callback, IEnumerable<ToldNews> news)
    {
        return
        [
            .. news
                .GroupBy(one => (one.Field, one.Event))
                .Select(same => (Newest: same.Reverse().MaxBy(ToldAt)!, Times: same.Count()))
                .OrderByDescending(one => AccountFields.All.Contains(one.Newest.Field))
                .ThenByDescending(one => ToldAt(one.Newest))
                .Take(DirectoryDbContext.MostNotices)
                .Select(one => new AccountNotice
                {
                    ChannelId = channelId,
                    Field = one.Newest.Field,
                    Event = one.Newest.Event,
                    Value = one.Newest.Value,
                    ToldAt = ToldAt(one.Newest),
                    ReceivedAt = callback.ReceivedAt,
                    Times = one.Times,
                    CallbackId = callback.CallbackId,
                }),
        ];

        // Nothing is told after it was received: a moment to come would shut out all that follows.
        DateTimeOffset ToldAt(ToldNews one) => one.ToldAt < callback.ReceivedAt ? one.ToldAt.Value : callback.ReceivedAt;
    }

    private void Warn(Guid channelId, IEnumerable<ToldNews> news)
    {
        foreach (var one in news)
        {
            switch (one.Field, one.Event)
            {
                case (AccountFields.Quality, "FLAGGED"):
                    Log.Flagged(logger, channelId);
                    break;

                case (AccountFields.Account, "DISABLED_UPDATE") when one.BanState?.ToUpperInvariant() == "REINSTATE":
                    break;

                case (AccountFields.Account, "DISABLED_UPDATE" or "ACCOUNT_RESTRICTION" or "ACCOUNT_VIOLATION" or "ACCOUNT_DELETED"):
                    Log.Restricted(logger, channelId, one.Event);
                    break;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3050, LogLevel.Information, "Callback {CallbackId} has news of the number or account of channel {ChannelId}")]
        public static partial void Noted(ILogger logger, Guid callbackId, Guid channelId);

        [LoggerMessage(3051, LogLevel.Warning, "WhatsApp has flagged the number of channel {ChannelId}: its quality is low, and its messaging limit may fall")]
        public static partial void Flagged(ILogger logger, Guid channelId);

        [LoggerMessage(3052, LogLevel.Warning, "WhatsApp has taken measures against the account of channel {ChannelId}: {Event}")]
        public static partial void Restricted(ILogger logger, Guid channelId, string @event);
    }
}
