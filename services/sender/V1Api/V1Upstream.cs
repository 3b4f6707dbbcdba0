using System.Net;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Upstreams.V1;
using Tujenge.Sender.Upstreams;

namespace Tujenge.Sender.V1Api;

/// <summary>
/// Sends through a server that speaks the On-Premises API: the client's document as edge normalised it, with a login token. A token that the
/// server no longer takes is replaced once; a contact that it does not know is introduced to it once (whatsapp-errors,
/// section 3, code 1006). Neither repeats a message: both follow an answer that says nothing was sent.
/// </summary>
internal sealed partial class V1Upstream(
    V1Server server,
    V1Tokens tokens,
    IOptions<SenderOptions> options,
    ILogger<V1Upstream> logger) : IUpstream
{
    public Func<Task<SendOutcome>> Prepare(Channel channel, OutgoingMessage message)
    {
        channel.V1Password?.Reveal(); // Unreadable, it is told before the call.
        return () => SendAsync(channel, V1Body.Of(message.Body, message.TargetId), message);
    }

    private async Task<SendOutcome> SendAsync(Channel channel, V1Body body, OutgoingMessage message)
    {
        using var patience = new CancellationTokenSource(options.Value.CallTimeout);
        var outcome = await PostAsync(channel, body, patience.Token);
        if (outcome is SendOutcome.Refused { Error: { Code: 1006 } unknown }
            && unknown.Details?.Contains("contact", StringComparison.OrdinalIgnoreCase) == true
            && message.Content.RecipientType != "group"
            && await FindWaIdAsync(channel, message.Content.To, patience.Token) is { } waId)
        {
            return await PostAsync(channel, body.To(waId), patience.Token);
        }

        return outcome;
    }

    private async Task<SendOutcome> PostAsync(Channel channel, V1Body body, CancellationToken patience)
    {
        var (reply, problem) = await CallAsync(channel, "messages", body.Json, patience);
        return problem ?? V1Outcome.Of(reply!);
    }

    /// <summary>Asks the server to look the number up anew, as v1 clients do; null when that does not help.</summary>
    private async Task<string?> FindWaIdAsync(Channel channel, string recipient, CancellationToken patience)
    {
        var (reply, _) = await CallAsync(channel, "contacts", V1Contacts.Request(recipient), patience);
        return reply is { Status: { } status } && (int)status is >= 200 and < 300 ? V1Contacts.WaIdIn(reply.Body) : null;
    }

    private async Task<(V1Reply? Reply, SendOutcome? Problem)> CallAsync(
        Channel channel,
        string path,
        string json,
        CancellationToken patience)
    {
        const int tries = 2;
        for (var attempt = 1; ; attempt++)
        {
            string token;
            try
            {
                token = await tokens.GetAsync(channel, patience);
            }
            catch (V1LoginException fault)
            {
                Log.NoLogin(logger, channel.Id, fault.Message);
                return (null, fault.IsRefused ? LoginRefused : new SendOutcome.NotNow(null));
            }
            catch (OperationCanceledException)
            {
                return (null, new SendOutcome.NotNow(null)); // The message was not posted yet.
            }

            var reply = await server.PostAsync(channel, path, token, json, patience);
            if (reply.Status != HttpStatusCode.Unauthorized)
            {
                return (reply, null);
            }

            tokens.Drop(channel, token);
            if (attempt == tries)
            {
                return (reply, null);
            }
        }
    }

    /// <summary>In the words that edge has for it; what exactly is wrong is the operator's to know.</summary>
    private static SendOutcome.Refused LoginRefused => new(V1Errors.Of(1005, "The WhatsApp API refuses the gateway's login"));

    private static partial class Log
    {
        [LoggerMessage(2021, LogLevel.Warning, "Channel {ChannelId} has no login: {Problem}")]
        public static partial void NoLogin(ILogger logger, Guid channelId, string problem);
    }
}
