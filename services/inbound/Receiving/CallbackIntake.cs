using MassTransit;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;

namespace Tujenge.Inbound.Receiving;

/// <summary>What all callbacks have in common: they are read whole, and put into the broker before they are answered.</summary>
internal static class CallbackIntake
{
    /// <summary>Its bytes; the server refuses what is larger than the endpoint allows.</summary>
    /// <exception cref="BadHttpRequestException">It could not be read, or is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(this HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>Completes when the broker has confirmed it.</summary>
    public static Task PublishAsync<T>(this Confirms confirms, IBus bus, T callback, Guid callbackId)
        where T : class => confirms.WaitAsync(Publish(bus, callback, callbackId));

    /// <summary>The same for one that was put aside: nobody waits for an answer, so it waits for the broker.</summary>
    public static Task PublishAgainAsync<T>(this Confirms confirms, IBus bus, T callback, Guid callbackId)
        where T : class => confirms.InsistAsync(Publish(bus, callback, callbackId));

    private static Func<CancellationToken, Task> Publish<T>(IBus bus, T callback, Guid callbackId)
        where T : class => patience => bus.Publish(callback, context => context.MessageId = callbackId, patience);

    /// <summary>Whether broker or database were away, and not the caller.</summary>
    public static bool IsAway(Exception fault, HttpContext http) =>
        !http.RequestAborted.IsCancellationRequested
        && (fault is OperationCanceledException || TransientFaults.IsTransient(fault));

    /// <summary>WhatsApp repeats what got no 200, for days.</summary>
    public static IResult ComeAgain(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
