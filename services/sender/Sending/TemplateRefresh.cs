using Microsoft.Extensions.Options;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Templates;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Sender.Sending;

/// <summary>
/// Reads lists of templates again before they are too old, so that no message waits for one, and so that there is a list
/// when WhatsApp cannot be asked. Replicas share the work: a list that one has just read is young for the others.
/// </summary>
internal sealed partial class TemplateRefresh(
    TemplateCatalog catalog,
    ChannelDirectory channels,
    IOptions<CloudOptions> options,
    TimeProvider clock,
    ILogger<TemplateRefresh> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = options.Value.TemplatesLifetime / 2;
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            do
            {
                await RefreshAsync(interval, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task RefreshAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        try
        {
            var accounts = (await channels.ListAsync(cancellationToken))
                .Where(channel => channel is { WabaId.Length: > 0 })
                .DistinctBy(channel => (channel.CloudBaseUrl, channel.WabaId));
            foreach (var channel in accounts)
            {
                await catalog.RefreshAsync(channel, olderThan, cancellationToken);
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, fault.GetType().Name); // The next round tries again.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2030, LogLevel.Warning, "Lists of templates could not be read again ({Fault})")]
        public static partial void Failed(ILogger logger, string fault);
    }
}
