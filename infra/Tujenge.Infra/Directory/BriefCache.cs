using System.Collections.Concurrent;

namespace Tujenge.Infra.Directory;

/// <summary>
/// Remembers what was read for a moment. However many ask for the same key at once, one query answers them all: a
/// burst of requests must not become a burst of database connections.
/// </summary>
/// <param name="lifetime">
/// How long a value is believed, in real time on purpose: a moved clock must not make it older or younger than it is.
/// </param>
internal sealed class BriefCache<TKey, TValue>(TimeSpan lifetime)
    where TKey : notnull
    where TValue : class
{
    private const int MostEntries = 10_000;

    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();

    /// <summary>The remembered value, or what <paramref name="read"/> finds. A failed read is not remembered.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="read">Takes no token: whoever stops waiting must not stop it for the others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<TValue?> GetAsync(TKey key, Func<Task<TValue?>> read, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(key, out var entry) || !IsUsable(entry))
        {
            if (_entries.Count >= MostEntries)
            {
                _entries.Clear(); // Somebody is guessing keys: forgetting costs one query each.
            }

            var fresh = new Entry(new Lazy<Task<TValue?>>(read), TimeProvider.System.GetTimestamp());
            entry = _entries.AddOrUpdate(key, fresh, (_, other) => IsUsable(other) ? other : fresh);
        }

        return entry.Value.Value.WaitAsync(cancellationToken);
    }

    private bool IsUsable(Entry entry) =>
        TimeProvider.System.GetElapsedTime(entry.ReadAt) < lifetime
        && !(entry.Value.IsValueCreated && entry.Value.Value is { IsCompleted: true, IsCompletedSuccessfully: false });

    /// <param name="Value">The query, which starts when it is first looked at.</param>
    /// <param name="ReadAt">From before the query, so that what changed while it ran is not believed for longer.</param>
    private sealed record Entry(Lazy<Task<TValue?>> Value, long ReadAt);
}
