using Tujenge.Infra.Directory;
using Tujenge.Infra.Persistence;

namespace Tujenge.Inbound.Receiving;

/// <summary>
/// Who may call: the channels, with the secrets and tokens that callbacks are held against. While the database is away those
/// are believed who were known before, for a while: a secret may be changed behind the back of a replica that has lost the
/// database and not the broker.
/// </summary>
internal sealed partial class Callers(ChannelDirectory directory, ILogger<Callers> logger)
{
    /// <summary>WhatsApp counts slow answers against us, so a database that hangs is not waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Then it is left alone, so that only one callback in all this time has to wait.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>Longer outages are not bridged: WhatsApp repeats for days.</summary>
    private static readonly TimeSpan LongestMemory = TimeSpan.FromHours(6);

    private Known? _known;
    private long _failedAt = long.MinValue;

    /// <exception cref="Exception">A transient fault: the database is away, and has been for hours, or since this process began.</exception>
    public async Task<Known> ListAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _known) is not { } known || TimeProvider.System.GetElapsedTime(known.ReadAt) > LongestMemory)
        {
            return Note(await directory.ListAsync(cancellationToken));
        }

        var failedAt = Interlocked.Read(ref _failedAt);
        if (failedAt != long.MinValue
            && (TimeProvider.System.GetElapsedTime(failedAt) < Rest
                || Interlocked.CompareExchange(ref _failedAt, TimeProvider.System.GetTimestamp(), failedAt) != failedAt))
        {
            return known with { IsCurrent = false }; // It rests, or somebody else is just trying.
        }

        try
        {
            return Note(await directory.ListAsync(cancellationToken).WaitAsync(Patience, cancellationToken));
        }
        catch (Exception fault) when (fault is TimeoutException || TransientFaults.IsTransient(fault))
        {
            Interlocked.Exchange(ref _failedAt, TimeProvider.System.GetTimestamp());
            Log.GoingByMemory(logger, fault.GetType().Name);
            return known with { IsCurrent = false };
        }
    }

    private Known Note(IReadOnlyList<Channel> channels)
    {
        Interlocked.Exchange(ref _failedAt, long.MinValue);
        var known = new Known(channels, TimeProvider.System.GetTimestamp(), IsCurrent: true);
        Volatile.Write(ref _known, known);
        return known;
    }

    /// <summary>The channels.</summary>
    /// <param name="Channels">All of them.</param>
    /// <param name="ReadAt">When the directory said so: a timestamp of the system's clock.</param>
    /// <param name="IsCurrent">
    /// Whether the directory says so now. If not, a caller who is not among them may have been added since, and cannot be refused.
    /// </param>
    internal sealed record Known(IReadOnlyList<Channel> Channels, long ReadAt, bool IsCurrent)
    {
        /// <summary>Those that WhatsApp itself calls for.</summary>
        public IEnumerable<Channel> Cloud => Channels.Where(channel => channel.Upstream == Upstream.Cloud);

        /// <summary>The channel whose v1 server calls with this token; null when there is none.</summary>
        public Channel? FindByToken(string token)
        {
            var hash = CallbackToken.HashOf(token);
            return Channels.FirstOrDefault(channel =>
                channel.Upstream == Upstream.V1 && channel.CallbackTokenHash is { } other && hash.AsSpan().SequenceEqual(other));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3021, LogLevel.Warning, "The channels cannot be read ({Fault}): callbacks are taken from those known before")]
        public static partial void GoingByMemory(ILogger logger, string fault);
    }
}
