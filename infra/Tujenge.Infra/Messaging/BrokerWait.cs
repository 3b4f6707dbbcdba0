using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tujenge.Infra.Messaging;

/// <summary>
/// Lets the bus connect when the broker answers, and not before. Left to itself MassTransit pauses longer after each failed
/// attempt, up to half a minute, and no setting of it changes that: a service would be missing for so long after the broker is
/// back. It would also give up for good on a broker that refuses its login.
/// </summary>
internal sealed partial class BrokerWait(BrokerProbe probe, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<BrokerWait> logger)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <summary>Completes at once when the broker answers; else it asks every second until it does.</summary>
    /// <exception cref="OperationCanceledException">The service is being stopped.</exception>
    public async Task WhileItIsAwayAsync()
    {
        string? told = null;
        while (await probe.AskAsync(lifetime.ApplicationStopping) is { } problem)
        {
            if (problem != told)
            {
                told = problem;
                Log.BrokerAway(logger, problem);
            }

            await Task.Delay(AskAgain, time, lifetime.ApplicationStopping);
        }

        if (told is not null)
        {
            Log.BrokerBack(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9030, LogLevel.Warning, "{Problem}; it is asked again every second")]
        public static partial void BrokerAway(ILogger logger, string problem);

        [LoggerMessage(9031, LogLevel.Information, "RabbitMQ answers again")]
        public static partial void BrokerBack(ILogger logger);
    }
}
