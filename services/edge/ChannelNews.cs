using MassTransit;
using Tujenge.Contracts.Directory;

namespace Tujenge.Edge;

/// <summary>Tells the other services that a channel has changed. They would find out within a second anyway.</summary>
internal sealed partial class ChannelNews(IBus bus, ILogger<ChannelNews> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Tries for a moment. The change is stored, so no fault of the telling may look like a fault of it.</summary>
    public async Task TellAsync(Guid channelId)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await bus.Publish(new ChannelChanged { ChannelId = channelId }, patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception fault)
        {
            Log.NotTold(logger, channelId, fault.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1005, LogLevel.Warning, "The change of channel {ChannelId} was not announced ({Fault})")]
        public static partial void NotTold(ILogger logger, Guid channelId, string fault);
    }
}
