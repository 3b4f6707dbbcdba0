using Tujenge.Testing;
using Tujenge.Testing.Processes;

namespace Tujenge.SystemTests.Kills.Running;

/// <summary>One of several processes of a service, through all its restarts.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(90);

    /// <summary>The log line of a piece of work done, by its event id: no service says so in another way.</summary>
    private static readonly Dictionary<string, int> WorkLines = new()
    {
        ["Edge"] = 1001,       // accepted
        ["Sender"] = 2001,     // with WhatsApp
        ["Inbound"] = 3004,    // a status, taken from the broker
        ["Dispatcher"] = 4001, // delivered
    };

    private readonly string _workLine;
    private ServiceProcess _process;
    private Task _recovery = Task.CompletedTask;

    private Replica(string kind, int number, ServiceProcess process)
    {
        Kind = kind;
        Name = $"{kind}-{number}";
        _workLine = WorkLines.TryGetValue(kind, out var eventId) ? $"\"EventId\":{eventId}," : "";
        _process = process;
    }

    /// <summary>Which service.</summary>
    public string Kind { get; }

    /// <summary>Which of its processes.</summary>
    public string Name { get; }

    /// <summary>Where it listens, before and after a restart.</summary>
    public Uri Address => _process.BaseAddress;

    public static async Task<Replica> StartAsync(string kind, int number, IReadOnlyDictionary<string, string?> settings) =>
        new(kind, number, await ServiceProcess.StartAsync($"Tujenge.{kind}", settings));

    public Task WaitReadyAsync() => _process.WaitReadyAsync();

    /// <summary>Completes when it works again after what hit it last.</summary>
    public Task RecoverAsync() => _recovery;

    /// <summary><c>kill -9</c>.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Starts the killed process again with the same settings on the same port; does not wait until it is ready.</summary>
    public async Task RestartAsync()
    {
        var killed = _process;
        _process = await killed.StartAgainAsync();
        await killed.DisposeAsync();
    }

    /// <summary>Waits until the process has done a piece of work from now on, by itself.</summary>
    /// <returns>When it was seen.</returns>
    public Task<DateTimeOffset> WorksAsync()
    {
        var works = WorksAsync(_process, _process.LogLength);
        _recovery = works;
        return works;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<DateTimeOffset> WorksAsync(ServiceProcess process, int from)
    {
        await Eventually.HoldsAsync(
            () =>
            {
                var news = process.LogAfter(from);
                from += news.LastIndexOf('\n') + 1; // Every line is read once: this runs beside the load.
                return Task.FromResult(news.Contains(_workLine, StringComparison.Ordinal));
            },
            $"{Name} to work again",
            RecoveryLimit);
        return DateTimeOffset.UtcNow;
    }
}
