namespace Tujenge.Simulator.Worlds;

/// <summary>Remembers the latest entries in the order they came, numbered from 1.</summary>
internal sealed class BoundedLog<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _entries = new();
    private long _last;

    /// <summary>How many entries came, forgotten ones included.</summary>
    public long Total
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    public void Add(Func<long, T> entry)
    {
        lock (_gate)
        {
            if (_entries.Count == capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(entry(++_last));
        }
    }

    /// <summary>A copy, oldest first.</summary>
    public T[] ToArray()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }
}
