using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Tujenge.Inbound.Receiving;

/// <summary>
/// Slows down whoever shows wrong signatures or tokens, by address: some are answered at once, then a few in a second, each in
/// its turn, and what is too much for the queue gets a 429. Who shows a good one is never slowed down, whatever else comes
/// from its address: several apps may call through one proxy, and one of them may be set up wrongly.
/// </summary>
internal sealed class WrongCallers : IDisposable
{
    /// <summary>Answered at once; so many come while a new channel is not yet known everywhere.</summary>
    private const int AtOnce = 20;

    private const int EachSecond = 5;
    private const int MostWaiting = 20;

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = AtOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / EachSecond),
            QueueLimit = MostWaiting,
        }));

    /// <summary>Answers a wrong caller when it is its turn.</summary>
    /// <param name="http">The call; nothing of its body should be held any more.</param>
    /// <param name="status">What it is answered.</param>
    public async Task<IResult> AnswerAsync(HttpContext http, int status)
    {
        using var lease = await _limiter.AcquireAsync(Network(http.Connection.RemoteIpAddress ?? IPAddress.None), 1, http.RequestAborted);
        if (lease.IsAcquired)
        {
            return status == StatusCodes.Status503ServiceUnavailable ? CallbackIntake.ComeAgain(http) : TypedResults.StatusCode(status);
        }

        http.Response.Headers.RetryAfter = "10";
        return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>Whoever has an IPv6 address has 2^64 of them.</summary>
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
