using NUnit.Framework;
using Tujenge.Infra.Work;

namespace Tujenge.Unit.Tests.Infra;

[Parallelizable]
internal sealed class WakeSignalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Test]
    public async Task A_wake_ends_the_wait()
    {
        var signal = new WakeSignal();
        var wait = signal.WaitAsync(Long, default);
        Assert.That(wait.IsCompleted, Is.False);
        signal.Wake();

        await wait.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task A_wake_before_the_wait_is_not_lost()
    {
        var signal = new WakeSignal();
        signal.Wake();

        await signal.WaitAsync(Long, default).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Many_wakes_count_as_one()
    {
        var signal = new WakeSignal();
        for (var i = 0; i < 100; i++)
        {
            signal.Wake();
        }

        await signal.WaitAsync(Long, default).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(signal.WaitAsync(Long, default).IsCompleted, Is.False);
    }

    [Test]
    public async Task Without_a_wake_the_wait_ends_at_its_limit() =>
        await new WakeSignal().WaitAsync(TimeSpan.FromMilliseconds(20), default).WaitAsync(TimeSpan.FromSeconds(10));

    [Test]
    public async Task A_shutdown_is_not_taken_for_a_wake()
    {
        using var shutdown = new CancellationTokenSource();
        var wait = new WakeSignal().WaitAsync(Long, shutdown.Token);
        await shutdown.CancelAsync();

        Assert.That(async () => await wait, Throws.InstanceOf<OperationCanceledException>());
    }
}
