using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.V1;

/// <summary>
/// Token buckets, for each key one for messages and one for other calls: 50 and 20 in a second as in the original, unless the
/// installation or the channel says otherwise, and three times as many at once (limits, section 5). Each replica of edge
/// counts for itself.
/// <para>
/// Not .NET's TokenBucketRateLimiter: after a pause its first replenishment pays in the whole pause, so that twice the burst
/// gets through.
/// </para>
/// </summary>
internal sealed class RateLimits(IOptions<EdgeOptions> options, TimeProvider clock)
{
    private const int BurstSeconds = 3;

    private readonly ConcurrentDictionary<(Guid KeyId, bool IsMessage), Bucket> _buckets = new();

    /// <summary>Takes a token for a request; where there is none, one comes within a second.</summary>
    public bool TryTake(OpenedChannel opened, bool isMessage)
    {
        var perSecond = isMessage
            ? opened.Channel.MessagesPerSecond ?? options.Value.MessagesPerSecond
            : opened.Channel.RequestsPerSecond ?? options.Value.RequestsPerSecond;
        return perSecond == 0
            || _buckets.GetOrAdd((opened.KeyId, isMessage), _ => new Bucket())
                .TryTake(clock.GetTimestamp(), clock.TimestampFrequency / perSecond, clock.TimestampFrequency * BurstSeconds);
    }

    /// <summary>A bucket, as the moment at which it is full again: full when that is past, empty when that is a burst away.</summary>
    private sealed class Bucket
    {
        private readonly Lock _gate = new();
        private long _fullAt = long.MinValue;

        /// <param name="now">Timestamp.</param>
        /// <param name="perToken">What one token takes to come back.</param>
        /// <param name="burst">What a full bucket took to become full.</param>
        public bool TryTake(long now, long perToken, long burst)
        {
            lock (_gate)
            {
                var fullAt = Math.Max(_fullAt, now) + perToken;
                if (fullAt - now > burst)
                {
                    return false;
                }

                _fullAt = fullAt;
                return true;
            }
        }
    }
}
