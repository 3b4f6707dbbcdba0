using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tujenge.Infra.Messaging;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Messaging;

/// <summary>Who may declare queues; nobody looks at the bus that the observer is told of.</summary>
[TestFixture]
public sealed class StartTurnTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lifetime _running = new();
    private TestBed _bed = null!;

    [SetUp]
    public async Task StartAsync() => _bed = await TestBed.CreateAsync();

    [TearDown]
    public async Task StopAsync() => await _bed.DisposeAsync();

    [OneTimeTearDown]
    public void Dispose() => _running.Dispose();

    [Test]
    public async Task The_second_waits_until_the_first_has_started()
    {
        var asked = new CountedTimers();
        await using var first = Turn(TimeProvider.System);
        await using var second = Turn(asked);
        await first.PreStart(null!);
        var waiting = second.PreStart(null!);
        await Eventually.HoldsAsync(() => Task.FromResult(asked.Timers >= 3), "three attempts");

        Assert.That(waiting.IsCompleted, Is.False);

        await first.PostStart(null!, null!);
        await waiting.WaitAsync(Patience);
    }

    [Test]
    public async Task The_second_does_not_wait_for_one_whose_connection_is_gone()
    {
        var first = Turn(TimeProvider.System);
        await first.PreStart(null!);
        await first.DisposeAsync(); // Closes its connection, and the broker closes that of a process that died.

        await using var second = Turn(TimeProvider.System);
        await second.PreStart(null!).WaitAsync(Patience);
    }

    [Test]
    public async Task A_bus_that_cannot_start_keeps_the_others_for_ten_seconds_only()
    {
        var time = new FakeTimeProvider();
        await using var stuck = Turn(time);
        await stuck.PreStart(null!);
        var asked = new CountedTimers();
        await using var second = Turn(asked);
        var waiting = second.PreStart(null!);

        time.Advance(TimeSpan.FromSeconds(9.9));
        var before = asked.Timers;
        await Eventually.HoldsAsync(() => Task.FromResult(asked.Timers >= before + 3), "more attempts");
        Assert.That(waiting.IsCompleted, Is.False);

        time.Advance(TimeSpan.FromSeconds(0.1));
        await waiting.WaitAsync(Patience);
    }

    [Test]
    public async Task Where_the_broker_refuses_the_bus_starts_and_tells()
    {
        await using var turn = Turn(TimeProvider.System, password: "wrong");
        await turn.PreStart(null!).WaitAsync(Patience);
    }

    [Test]
    public async Task A_service_that_is_stopped_waits_no_longer_for_a_broker_that_is_away_and_its_bus_does_not_start()
    {
        using var lifetime = new Lifetime();
        var asked = new CountedTimers();
        await using var turn = Turn(asked, lifetime: lifetime, host: "amqp://127.0.0.1:1/");
        var waiting = turn.PreStart(null!);
        await Eventually.HoldsAsync(() => Task.FromResult(asked.Timers >= 1), "the first attempt");
        Assert.That(waiting.IsCompleted, Is.False);

        lifetime.StopApplication();
        await Assert.ThatAsync(() => waiting.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
    }

    private StartTurn Turn(TimeProvider time, IHostApplicationLifetime? lifetime = null, string? password = null, string? host = null) => new(
        Options.Create(new MessagingOptions
        {
            Host = new Uri(host ?? _bed.Settings["Messaging:Host"]!),
            Username = _bed.Settings["Messaging:Username"]!,
            Password = password ?? _bed.Settings["Messaging:Password"]!,
        }),
        lifetime ?? _running,
        time);

    private sealed class CountedTimers : TimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _timers);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
