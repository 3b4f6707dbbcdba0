using Tujenge.SystemTests.Kills.Checking;

namespace Tujenge.SystemTests.Kills.Running;

/// <summary>Kills processes and stops servers, and notes how they came back.</summary>
internal sealed class Killer(Deployment deployment)
{
    public List<Disturbance> Disturbances { get; } = [];

    /// <summary>Kills processes at once, starts them again at once, and waits until they work.</summary>
    public async Task KillAsync(params Replica[] replicas)
    {
        var downAt = DateTimeOffset.UtcNow;
        Array.ForEach(replicas, replica => replica.Kill());
        var upAt = DateTimeOffset.UtcNow;
        await Task.WhenAll(replicas.Select(replica => replica.RestartAsync()));
        await NoteAsync(replicas[0].Kind, replicas.Length, downAt, upAt, replicas);
    }

    /// <summary>RabbitMQ goes away for a time; nobody restarts anything but it.</summary>
    public Task StopRabbitMqAsync(TimeSpan away) =>
        StopAsync("RabbitMQ", away, deployment.RabbitMq.StopServerAsync, deployment.RabbitMq.StartServerAsync);

    /// <summary>PostgreSQL goes away for a time.</summary>
    public Task StopPostgresAsync(TimeSpan away) =>
        StopAsync("PostgreSQL", away, deployment.Postgres.StopServerAsync, deployment.Postgres.StartServerAsync);

    private async Task StopAsync(string kind, TimeSpan away, Func<Task> stop, Func<Task> start)
    {
        await stop();
        var downAt = DateTimeOffset.UtcNow;
        await Task.Delay(away);
        await start();
        await NoteAsync(kind, 1, downAt, DateTimeOffset.UtcNow, deployment.Services);
    }

    private async Task NoteAsync(string kind, int count, DateTimeOffset downAt, DateTimeOffset upAt, IEnumerable<Replica> hit)
    {
        var working = await Task.WhenAll(hit.Select(replica => replica.WorksAsync()));
        Disturbances.Add(new Disturbance(kind, count, downAt, upAt, working.Max()));
    }
}
