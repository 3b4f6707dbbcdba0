namespace Tujenge.Simulator.Faults;

/// <summary>The faults in force.</summary>
internal sealed class FaultPlan
{
    /// <summary>In <see cref="FailNext.Code"/>: take the message, cut the answer.</summary>
    public const int LostAnswer = 0;

    private readonly Lock _gate = new();
    private readonly Queue<int> _failNext = new();
    private FaultSettings _settings = new();

    public FaultSettings Settings
    {
        get
        {
            lock (_gate)
            {
                return _settings with
                {
                    FailNext = [.. _failNext.GroupBy(code => code).Select(group => new FailNext { Code = group.Key, Count = group.Count() })],
                };
            }
        }
    }

    public void Set(FaultSettings settings)
    {
        lock (_gate)
        {
            _settings = settings;
            _failNext.Clear();
            foreach (var code in settings.FailNext.SelectMany(next => Enumerable.Repeat(next.Code, next.Count)))
            {
                _failNext.Enqueue(code);
            }
        }
    }

    /// <summary>The next planned refusal; null when none is left.</summary>
    public int? TakeNext()
    {
        lock (_gate)
        {
            return _failNext.TryDequeue(out var code) ? code : null;
        }
    }
}
