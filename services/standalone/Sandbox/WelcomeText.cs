using Microsoft.Extensions.Options;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Sandbox;

namespace Tujenge.Standalone.Sandbox;

/// <summary>Once everything listens: what it is, and lines that work when pasted.</summary>
internal sealed class WelcomeText(
    IHostApplicationLifetime lifetime,
    IConfiguration configuration,
    ChannelDirectory channels,
    IOptions<SandboxOptions> options) : BackgroundService
{
    /// <summary>A phone for the examples.</summary>
    private const string Phone = "255712000111";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Timeout.Infinite, lifetime.ApplicationStarted).WaitAsync(stoppingToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested || options.Value.Quiet)
        {
            return;
        }

        var self = configuration["Sandbox:SelfUrl"];
        var key = options.Value.ApiKey;
        var channel = await channels.FindByApiKeyAsync(key, stoppingToken);
        Console.WriteLine(
            $$$"""

            Tujenge is ready on {{{self}}} with a simulated WhatsApp.

              API key   {{{(channel is null ? $"{key} (revoked: set another with --Sandbox:ApiKey)" : key)}}}
              Channel   {{{channel?.PhoneNumber}}} ({{{channel?.Id}}})
              Operator  {{{configuration["Edge:OperatorToken"]}}} (for /admin/v1)

            1. A customer writes to you. That opens the 24-hour window:

               curl {{{self}}}/simulator/phones/{{{Phone}}}/write -d '{"text":"Is order 7 ready?"}'

            2. Send a text:

               curl {{{self}}}/v1/messages -H 'WA-API-KEY: {{{key}}}' -H 'Content-Type: application/json' \
                 -d '{"to":"{{{Phone}}}","type":"text","text":{"body":"Yes, come by"}}'

            3. The customer reads it and replies:

               curl -X POST {{{self}}}/simulator/phones/{{{Phone}}}/read
               curl {{{self}}}/simulator/phones/{{{Phone}}}/reply -d '{"text":"On my way"}'

            4. See what your webhook was told, last first:

               curl {{{self}}}{{{SandboxDefaults.ReceiverPath}}}

            5. A day later the window is closed, and the same text fails with 470:

               curl {{{self}}}/simulator/clock/advance -d '{"duration":"24:00:00"}'

               Send the text of step 2 again and look at step 4.

            Your own webhook:

               curl {{{self}}}/v1/configs/webhook -H 'WA-API-KEY: {{{key}}}' -H 'Content-Type: application/json' \
                 -d '{"url":"http://127.0.0.1:9000/hook"}'

            Everything the simulator can do:

               curl {{{self}}}/simulator/

            Stop with Ctrl+C.

            """);
    }
}
