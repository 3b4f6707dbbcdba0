using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Logging;
using Tujenge.Contracts.Messages;

namespace Tujenge.Infra.Numbers;

/// <summary>
/// Tells edge how WhatsApp writes numbers, for its contact check. Nearly all numbers are written in one way only and cost
/// nothing here; of the others each is told once a day, and nobody waits for it.
/// </summary>
public sealed partial class WaIdNews(IBus bus, TimeProvider clock, ILogger<WaIdNews> logger)
{
    private const int MostRemembered = 20_000;

    /// <summary>Edge forgets numbers that it hears no more of.</summary>
    private static readonly TimeSpan ToldAgainAfter = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(Guid ChannelId, string Number), (string WaId, DateTimeOffset At)> _told = new();

    /// <summary>WhatsApp has named a number.</summary>
    /// <param name="channelId">The channel that it was said to.</param>
    /// <param name="number">The number as it was known before; what has other characters than digits is passed over.</param>
    /// <param name="waId">The number as WhatsApp writes it.</param>
    public void Tell(Guid channelId, string number, string waId)
    {
        if (!IsNumber(number) || !IsNumber(waId) || (number == waId && !ConversationKey.IsAmbiguous(waId)))
        {
            return;
        }

        var key = (channelId, ConversationKey.Of(number));
        var now = clock.GetUtcNow();
        if (_told.TryGetValue(key, out var told) && told.WaId == waId && now - told.At < ToldAgainAfter)
        {
            return;
        }

        if (_told.Count >= MostRemembered)
        {
            _told.Clear(); // Telling again costs little, remembering for ever costs more.
        }

        _told[key] = (waId, now);
        _ = PublishAsync(key, new WaIdLearned { ChannelId = channelId, Number = number, WaId = waId });
    }

    private async Task PublishAsync((Guid ChannelId, string Number) key, WaIdLearned learned)
    {
        try
        {
            await bus.Publish(learned).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception fault)
        {
            _told.TryRemove(key, out _); // The number's next message tells it.
            Log.NotTold(logger, key.ChannelId, fault.GetType().Name);
        }
    }

    /// <summary>ITU's numbers have at most 15 digits.</summary>
    private static bool IsNumber(string text) => text.Length is >= 7 and <= 15 && text.All(char.IsAsciiDigit);

    private static partial class Log
    {
        [LoggerMessage(9022, LogLevel.Warning, "How WhatsApp writes a number of channel {ChannelId} was not told ({Fault})")]
        public static partial void NotTold(ILogger logger, Guid channelId, string fault);
    }
}
