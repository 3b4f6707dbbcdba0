using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.V1;

/// <summary>
/// Token buckets, for each key one for messages and one for other calls: 50 and 20 in a second as in the original, unless the
/// installation or the channel says otherwise, and three times as many at once (limits, section 5). Each replica of edge
/// counts for itself.
/// </summary>
internal sealed class RateLimits(IOptions<EdgeOptions> options) : IAsyncDisposable
{
    private const int BurstSeconds = 3;

    private readonly PartitionedRateLimiter<Bucket> _buckets =
        PartitionedRateLimiter.Create<Bucket, Bucket>(bucket => RateLimitPartition.GetTokenBucketLimiter(
            bucket,
            key => new TokenBucketRateLimiterOptions
            {
                TokenLimit = key.PerSecond * BurstSeconds,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1) / key.PerSecond,
                AutoReplenishment = true,
                QueueLimit = 0,
            }));

    /// <summary>Takes a token for a request; where there is none, one comes within a second.</summary>
    public bool TryTake(OpenedChannel opened, bool isMessage)
    {
        var perSecond = isMessage
            ? opened.Channel.MessagesPerSecond ?? options.Value.MessagesPerSecond
            : opened.Channel.RequestsPerSecond ?? options.Value.RequestsPerSecond;
        if (perSecond == 0)
        {
            return true;
        }

        // The limit is part of the bucket's name, so that a changed one counts from the next request on.
        using var lease = _buckets.AttemptAcquire(new Bucket(opened.KeyId, isMessage, perSecond));
        return lease.IsAcquired;
    }

    public ValueTask DisposeAsync() => _buckets.DisposeAsync();

    private readonly record struct Bucket(Guid KeyId, bool IsMessage, int PerSecond);
}
