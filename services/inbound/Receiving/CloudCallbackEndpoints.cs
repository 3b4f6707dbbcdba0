using System.Text;
using MassTransit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound.Unmatched;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Telemetry;

namespace Tujenge.Inbound.Receiving;

/// <summary><c>/callbacks/cloud</c>: what WhatsApp calls. Verify, put it into the broker, 200; everything else comes later.</summary>
internal static partial class CloudCallbackEndpoints
{
    public static void MapCloudCallbacks(this IEndpointRouteBuilder routes)
    {
        var maxBodyBytes = routes.ServiceProvider.GetRequiredService<IOptions<InboundOptions>>().Value.MaxBodyBytes;
        var callbacks = routes.MapGroup("/callbacks/cloud");
        callbacks.MapGet("/", VerifyAsync);
        callbacks.MapPost("/", ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(maxBodyBytes));
    }

    /// <summary>Meta asks whether the address is ours: it shows the verify token and wants its challenge back.</summary>
    private static async Task<IResult> VerifyAsync(
        [FromQuery(Name = "hub.mode")] string? mode,
        [FromQuery(Name = "hub.verify_token")] string? token,
        [FromQuery(Name = "hub.challenge")] string? challenge,
        HttpContext http,
        Callers callers,
        WrongCallers wrongCallers,
        ILogger<CallbackReceived> logger)
    {
        Callers.Known known;
        try
        {
            known = await callers.ListAsync(http.RequestAborted);
        }
        catch (Exception fault) when (TransientFaults.IsTransient(fault))
        {
            return CallbackIntake.ComeAgain(http);
        }

        var isOurs = false;
        foreach (var channel in known.Cloud)
        {
            isOurs |= IsToken(token ?? "", channel, logger);
        }

        return (mode == "subscribe", isOurs, known.IsCurrent) switch
        {
            (true, true, _) => TypedResults.Text(challenge ?? ""),
            (true, false, false) => await wrongCallers.AnswerAsync(http, StatusCodes.Status503ServiceUnavailable), // It may be of a channel that was added since.
            _ => await wrongCallers.AnswerAsync(http, StatusCodes.Status403Forbidden),
        };
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext http,
        Callers callers,
        WrongCallers wrongCallers,
        IBus bus,
        Confirms confirms,
        TimeProvider clock,
        TujengeMetrics metrics,
        ILogger<CallbackReceived> logger)
    {
        if (CallbackSignature.Parse(http.Request.Headers[CallbackSignature.Header]) is not { } signature)
        {
            metrics.CallbackReceived("unsigned");
            return await wrongCallers.AnswerAsync(http, StatusCodes.Status401Unauthorized);
        }

        try
        {
            if (await ReadSignedAsync(http, signature, callers, clock, logger) is not { } verified)
            {
                metrics.CallbackReceived("unavailable");
                return await wrongCallers.AnswerAsync(http, StatusCodes.Status503ServiceUnavailable);
            }

            if (verified.ChannelIds.Count == 0)
            {
                metrics.CallbackReceived("unsigned");
                return await wrongCallers.AnswerAsync(http, StatusCodes.Status401Unauthorized);
            }

            await confirms.PublishAsync(bus, verified, verified.CallbackId);
            metrics.CallbackReceived("accepted");
            return TypedResults.Ok();
        }
        catch (BadHttpRequestException refused)
        {
            return TypedResults.StatusCode(refused.StatusCode); // 413: larger than WhatsApp sends
        }
        catch (Exception fault) when (CallbackIntake.IsAway(fault, http))
        {
            metrics.CallbackReceived("unavailable");
            Log.Unavailable(logger, fault.GetType().Name);
            return CallbackIntake.ComeAgain(http);
        }
    }

    /// <summary>Reads a callback, and finds the channels whose app signed it.</summary>
    /// <returns>Without channels, and without a body, when nobody's did; null when that cannot be told now.</returns>
    private static async Task<CallbackReceived?> ReadSignedAsync(
        HttpContext http,
        byte[] signature,
        Callers callers,
        TimeProvider clock,
        ILogger logger)
    {
        var bytes = await http.ReadBodyAsync();
        var known = await callers.ListAsync(http.RequestAborted);
        var signed = FindSigned(known.Cloud, bytes.Span, signature, logger);
        return signed is null || (signed.Count == 0 && !known.IsCurrent) ? null : new CallbackReceived
        {
            CallbackId = Guid.CreateVersion7(clock.GetUtcNow()),
            ChannelIds = signed,
            AppMark = known.Cloud.FirstOrDefault(channel => signed.Contains(channel.Id)) is { } ofApp ? AppMark.Of(ofApp) : null,
            ReceivedAt = clock.GetUtcNow(),
            Body = signed.Count == 0 ? "" : Encoding.UTF8.GetString(bytes.Span),
        };
    }

    private static bool IsToken(string token, Channel channel, ILogger logger)
    {
        try
        {
            return channel.VerifyToken.Reveal() is { Length: > 0 } expected && CallbackSignature.AreEqual(expected, token);
        }
        catch (UnreadableSecretException unreadable)
        {
            Log.Unreadable(logger, unreadable.Message);
            return false;
        }
    }

    /// <summary>The channels whose app signed the body. An app may have many numbers; an installation, many apps.</summary>
    /// <returns>Null when the callback is about a channel whose secret cannot be read: then nobody can tell.</returns>
    private static List<Guid>? FindSigned(
        IEnumerable<Channel> channels,
        ReadOnlySpan<byte> body,
        byte[] signature,
        ILogger logger)
    {
        var readable = new List<(Guid Id, string Secret)>();
        foreach (var channel in channels)
        {
            try
            {
                readable.Add((channel.Id, channel.AppSecret.Reveal()));
            }
            catch (UnreadableSecretException unreadable)
            {
                if (body.IndexOf(Encoding.UTF8.GetBytes(channel.PhoneNumberId)) >= 0)
                {
                    // WhatsApp repeats it for days; taken without this channel, it would be lost.
                    Log.Unreadable(logger, unreadable.Message);
                    return null;
                }
            }
        }

        var signed = new List<Guid>();
        foreach (var app in readable.GroupBy(channel => channel.Secret, channel => channel.Id, StringComparer.Ordinal))
        {
            if (CallbackSignature.IsMadeBy(app.Key, body, signature))
            {
                signed.AddRange(app);
            }
        }

        return signed;
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "A callback could not be taken ({Fault}); WhatsApp will repeat it")]
        public static partial void Unavailable(ILogger logger, string fault);

        [LoggerMessage(3020, LogLevel.Error, "WhatsApp called and was not answered well. {Problem}")]
        public static partial void Unreadable(ILogger logger, string problem);
    }
}
