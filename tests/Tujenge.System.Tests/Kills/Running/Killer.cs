using System.Collections.Concurrent;
using Tujenge.SystemTests.Kills.Checking;

namespace Tujenge.SystemTests.Kills.Running;

/// <summary>
/// Kills processes and stops servers, and notes how they came back. It does not wait for that: the next one may be hit
/// while the last one is still missed.
/// </summary>
internal sealed class Killer(Deployment deployment)
{
    private readonly ConcurrentQueue<Disturbance> _disturbances = [];
    private readonly List<Task> _recoveries = [];

    /// <summary>Notes how long everything takes when nothing was killed: what the others are to be compared with.</summary>
    public void NoteStart() => Note("(start)", 0, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, deployment.Services);

    /// <summary>Kills processes at the same moment and starts them again at once.</summary>
    public async Task KillAsync(params Replica[] replicas)
    {
        // Whoever is killed before it works again shows nothing of its recovery.
        await Task.WhenAll(replicas.Select(replica => replica.RecoverAsync()));

        var downAt = DateTimeOffset.UtcNow;
        Array.ForEach(replicas, replica => replica.Kill());
        var upAt = DateTimeOffset.UtcNow;
        await Task.WhenAll(replicas.Select(replica => replica.RestartAsync()));
        Note(replicas[0].Kind.ToLowerInvariant(), replicas.Length, downAt, upAt, replicas);
    }

    /// <summary>RabbitMQ goes away for a time; nobody restarts anything but it.</summary>
    public Task StopRabbitMqAsync(TimeSpan away) =>
        StopAsync("RabbitMQ", away, deployment.RabbitMq.StopServerAsync, deployment.RabbitMq.StartServerAsync);

    /// <summary>PostgreSQL goes away for a time.</summary>
    public Task StopPostgresAsync(TimeSpan away) =>
        StopAsync("PostgreSQL", away, deployment.Postgres.StopServerAsync, deployment.Postgres.StartServerAsync);

    /// <summary>Waits until every worker that was hit has worked again.</summary>
    /// <returns>What happened, in order.</returns>
    /// <exception cref="TimeoutException">One of them did not, by itself.</exception>
    public async Task<IReadOnlyList<Disturbance>> RecoverAsync()
    {
        await Task.WhenAll(_recoveries);
        return [.. _disturbances.OrderBy(disturbance => disturbance.DownAt)];
    }

    private async Task StopAsync(string kind, TimeSpan away, Func<Task> stop, Func<Task> start)
    {
        var stopping = DateTimeOffset.UtcNow;
        await stop();
        await Task.Delay(away);
        await start();
        Note(kind, 1, stopping, DateTimeOffset.UtcNow, deployment.Services);
    }

    private void Note(string kind, int count, DateTimeOffset downAt, DateTimeOffset upAt, IEnumerable<Replica> hit)
    {
        var working = hit.Select(replica => replica.WorksAsync()).ToArray();
        _recoveries.Add(NoteAsync());

        async Task NoteAsync()
        {
            var workingAt = (await Task.WhenAll(working)).Max();
            _disturbances.Enqueue(new Disturbance(kind, count, downAt, upAt, workingAt));
        }
    }
}
