using System.Threading.RateLimiting;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.V1;

/// <summary>
/// Token buckets, for each key one for messages and one for other calls, as large as the channel's limits say: so many in a
/// second, three times as many at once (the proportion of the original; limits, section 6). Each replica of edge counts for itself.
/// </summary>
internal sealed class RateLimits : IAsyncDisposable
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
        var perSecond = isMessage ? opened.Channel.MessagesPerSecond : opened.Channel.RequestsPerSecond;
        if (perSecond is null)
        {
            return true;
        }

        // The limit is part of the bucket's name, so that a changed one counts from the next request on.
        using var lease = _buckets.AttemptAcquire(new Bucket(opened.KeyId, isMessage, perSecond.Value));
        return lease.IsAcquired;
    }

    public ValueTask DisposeAsync() => _buckets.DisposeAsync();

    private readonly record struct Bucket(Guid KeyId, bool IsMessage, int PerSecond);
}
