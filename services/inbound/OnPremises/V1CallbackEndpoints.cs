using System.Text;
using MassTransit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound.Receiving;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Telemetry;

namespace Tujenge.Inbound.OnPremises;

/// <summary>
/// <c>/callbacks/v1/{token}</c>: what a v1 server calls. It signs nothing; the token in the address says whose it is, and that
/// it may (cloud-api-mapping, section 4).
/// </summary>
internal static partial class V1CallbackEndpoints
{
    /// <summary>Ours have 43 characters; nobody shall make us hash megabytes.</summary>
    private const int LongestToken = 512;

    public static void MapV1Callbacks(this IEndpointRouteBuilder routes)
    {
        var maxBodyBytes = routes.ServiceProvider.GetRequiredService<IOptions<InboundOptions>>().Value.MaxBodyBytes;
        routes.MapPost("/callbacks/v1/{token}", ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(maxBodyBytes));
    }

    private static async Task<IResult> ReceiveAsync(
        string token,
        HttpContext http,
        Callers callers,
        WrongCallers wrongCallers,
        IBus bus,
        Confirms confirms,
        TimeProvider clock,
        TujengeMetrics metrics,
        ILogger<OnPremisesCallbackReceived> logger)
    {
        try
        {
            var known = await callers.ListAsync(http.RequestAborted);
            if (token.Length > LongestToken || known.FindByToken(token) is not { } channel)
            {
                if (!known.IsCurrent)
                {
                    metrics.CallbackReceived("unavailable");
                    return await wrongCallers.AnswerAsync(http, StatusCodes.Status503ServiceUnavailable); // It may be of a channel that was added since.
                }

                metrics.CallbackReceived("unknown");
                return await wrongCallers.AnswerAsync(http, StatusCodes.Status404NotFound);
            }

            var bytes = await http.ReadBodyAsync();
            var callback = new OnPremisesCallbackReceived
            {
                CallbackId = Guid.CreateVersion7(clock.GetUtcNow()),
                ChannelId = channel.Id,
                ReceivedAt = clock.GetUtcNow(),
                Body = Encoding.UTF8.GetString(bytes.Span),
            };
            await confirms.PublishAsync(bus, callback, callback.CallbackId);
            metrics.CallbackReceived("accepted");
            return TypedResults.Ok();
        }
        catch (BadHttpRequestException refused)
        {
            return TypedResults.StatusCode(refused.StatusCode); // 413: larger than anything WhatsApp sends
        }
        catch (Exception fault) when (CallbackIntake.IsAway(fault, http))
        {
            metrics.CallbackReceived("unavailable");
            Log.Unavailable(logger, fault.GetType().Name);
            return CallbackIntake.ComeAgain(http);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3030, LogLevel.Warning, "A v1 server's callback could not be taken ({Fault}); it will be repeated")]
        public static partial void Unavailable(ILogger logger, string fault);
    }
}
