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
        var v1 = $"{self}{configuration["Edge:BasePath"]}/v1";
        var key = options.Value.ApiKey;
        var channel = (await channels.FindByApiKeyAsync(key, stoppingToken))?.Channel;
        Console.WriteLine(
            $$$"""

            Tujenge is ready on {{{self}}} with {{{(options.Value.CloudBaseUrl is { } upstream ? $"WhatsApp at {upstream}" : "a simulated WhatsApp")}}}.

              API key   {{{(channel is null ? $"{key} (revoked: set another with --Sandbox:ApiKey)" : key)}}}
              Channel   {{{channel?.PhoneNumber}}} ({{{channel?.Id}}})
            {{{SecondChannel(self!)}}}  Operator  {{{configuration["Edge:OperatorToken"]}}} (for {{{self}}}/admin/v1)
              Docs      {{{self}}}{{{configuration["Edge:BasePath"]}}}/docs: every call of the API, with examples

            """);
        Console.WriteLine(options.Value.CloudBaseUrl is null ? WithSimulator(self!, v1, key) : WithUpstream(self!, v1, key));
    }

    private string SecondChannel(string self) => options.Value switch
    {
        { V1ApiKey: "" } => "",
        { V1BaseUrl: { } server } sandbox =>
            $"  Second    {sandbox.V1ApiKey}, channel {sandbox.V1PhoneNumber}: a v1 server at {server}, which must call {self}/callbacks/v1/{sandbox.V1CallbackToken}\n",
        var sandbox => $"  Second    {sandbox.V1ApiKey}, channel {sandbox.V1PhoneNumber}: the same on a simulated v1 server\n",
    };

    private static string WithSimulator(string self, string v1, string key) =>
        $$$"""
        1. A customer, who reads whatever comes, writes to you. That opens the 24-hour window:

           curl -X PUT {{{self}}}/simulator/phones/{{{Phone}}} -d '{"auto_read":true}'
           curl {{{self}}}/simulator/phones/{{{Phone}}}/write -d '{"text":"Is order 7 ready?"}'

        2. Send a text:

           {{{Send(v1, key)}}}

        3. The customer replies:

           curl {{{self}}}/simulator/phones/{{{Phone}}}/reply -d '{"text":"On my way"}'

        4. See what your webhook was told, last first:

           curl {{{self}}}{{{SandboxDefaults.ReceiverPath}}}

        5. A day later the window is closed, and the same text fails with 470:

           curl {{{self}}}/simulator/clock/advance -d '{"duration":"24:00:00"}'

           Send the text of step 2 again and look at step 4.

        Your own webhook:

           {{{SetWebhook(v1, key)}}}

        Everything the simulator can do:

           curl {{{self}}}/simulator/

        Stop with Ctrl+C.

        """;

    private static string WithUpstream(string self, string v1, string key) =>
        $$$"""
        1. Let WhatsApp call {{{self}}}/callbacks/cloud.

        2. Send a text:

           {{{Send(v1, key)}}}

        3. See what your webhook was told, last first:

           curl {{{self}}}{{{SandboxDefaults.ReceiverPath}}}

        Your own webhook:

           {{{SetWebhook(v1, key)}}}

        Stop with Ctrl+C.

        """;

    private static string Send(string v1, string key) =>
        $$$"""
        curl {{{v1}}}/messages -H 'WA-API-KEY: {{{key}}}' -H 'Content-Type: application/json' \
             -d '{"to":"{{{Phone}}}","type":"text","text":{"body":"Yes, come by"}}'
        """;

    private static string SetWebhook(string v1, string key) =>
        $$$"""
        curl {{{v1}}}/configs/webhook -H 'WA-API-KEY: {{{key}}}' -H 'Content-Type: application/json' \
             -d '{"url":"http://127.0.0.1:9000/hook"}'
        """;
}
