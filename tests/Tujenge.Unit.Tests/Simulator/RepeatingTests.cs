using System.Text.Json;
using NUnit.Framework;
using Tujenge.Simulator.Callbacks;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>Callbacks that got no 200, the clock that brings them back, and the reset that ends them.</summary>
internal sealed class RepeatingTests
{
    /// <summary>The shortest delay is 5 s: whoever waits less has seen the clock moved.</summary>
    private static readonly TimeSpan SoonerThanRealTime = TimeSpan.FromSeconds(4);

    private RunningSimulator _simulator = null!;

    [SetUp]
    public async Task StartAsync() => _simulator = await RunningSimulator.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [TestCase(500)]
    [TestCase(204)]
    [TestCase(302)]
    public async Task What_got_no_200_comes_again_with_growing_delay_until_it_does(int status)
    {
        _simulator.Callbacks.RedirectTo = new Uri("http://127.0.0.1:1/elsewhere");
        _simulator.Callbacks.Handler = _ => Task.FromResult(_simulator.Callbacks.Calls.Count < 3 ? status : 200);
        await _simulator.OpenWindowAsync();
        await WaitForAttemptsAsync(1);
        await AdvanceAsync(5);
        await WaitForAttemptsAsync(2);
        await AdvanceAsync(15);
        var attempts = await WaitForAttemptsAsync(3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(attempts.Select(attempt => attempt.GetProperty("status").GetInt32()), Is.EqualTo(new[] { status, status, 200 }));
            Assert.That(attempts.Select(attempt => attempt.GetProperty("attempt").GetInt32()), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(_simulator.Callbacks.Calls.Select(call => call.Body).Distinct(), Has.Exactly(1).Items);
        }

        // A day later there is nothing left of it.
        await AdvanceAsync(86_400);
        await _simulator.OpenWindowAsync();
        await WaitForAttemptsAsync(4);
        Assert.That(_simulator.Callbacks.Calls, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task A_callback_that_must_wait_holds_up_no_other()
    {
        _simulator.Callbacks.Handler = call => Task.FromResult(call.What().Kind == "sent" ? 500 : 200);
        await _simulator.OpenWindowAsync();
        var id = await _simulator.SendTakenAsync();

        await WaitForAttemptsAsync(3);
        Assert.That(_simulator.ToldOf(id), Is.EqualTo(new[] { "sent", "delivered" }));
    }

    [Test]
    public void Delays_grow_to_six_hours_and_end_after_seven_days()
    {
        var start = DateTimeOffset.UnixEpoch;
        var now = start;
        var delays = new List<TimeSpan>();
        for (var attempt = 1; Next(attempt) is { } due; attempt++)
        {
            delays.Add(due - now);
            now = due;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(delays.Take(3).Select(delay => delay.TotalSeconds), Is.EqualTo(new[] { 5, 15, 45 }));
            Assert.That(delays, Is.Ordered);
            Assert.That(delays[^1], Is.EqualTo(TimeSpan.FromHours(6)));
            Assert.That(now - start, Is.InRange(TimeSpan.FromDays(6.7), TimeSpan.FromDays(7)));
        }

        DateTimeOffset? Next(int attempt) => CallbackRetries.NextAfter(new Callback(null!, null!, [], "", attempt, start), now);
    }

    [Test]
    public async Task A_reset_forgets_everything_but_the_configuration_and_the_clock()
    {
        _simulator.Callbacks.Handler = _ => Task.FromResult(500);
        await _simulator.OpenWindowAsync();
        var id = await _simulator.SendTakenAsync();
        await _simulator.DoAsync(HttpMethod.Put, "faults", """{"reorder":true}""");
        await _simulator.DoAsync(HttpMethod.Put, "templates", """{"templates":[]}""");
        await WaitForAttemptsAsync(3);
        await AdvanceAsync(1);

        var reset = await _simulator.DoAsync(HttpMethod.Post, "reset", """{"seed":7}""");
        var attempts = _simulator.Callbacks.Calls.Count;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reset.GetProperty("seed").GetInt64(), Is.EqualTo(7));
            Assert.That((await _simulator.GetAsync("phones")).GetProperty("phones").GetArrayLength(), Is.Zero);
            Assert.That((await _simulator.GetAsync("calls")).GetProperty("calls").GetArrayLength(), Is.Zero);
            Assert.That((await _simulator.GetAsync("callbacks")).GetProperty("callbacks").GetArrayLength(), Is.Zero);
            Assert.That((await _simulator.GetAsync("faults")).GetProperty("reorder").GetBoolean(), Is.False);
            Assert.That((await _simulator.GetAsync("templates")).GetProperty("templates").GetArrayLength(), Is.EqualTo(3));
            Assert.That((await _simulator.GetAsync("numbers")).GetProperty("numbers").GetArrayLength(), Is.EqualTo(1));
            Assert.That((await _simulator.GetAsync("clock")).GetProperty("offset_seconds").GetDouble(), Is.EqualTo(1));
        }

        // What waited belongs to the old world; the same seed begins the same ids again.
        await AdvanceAsync(86_400);
        await _simulator.OpenWindowAsync();
        Assert.That(await _simulator.SendTakenAsync(), Is.EqualTo(id));
        await WaitForAttemptsAsync(3);
        Assert.That(_simulator.Callbacks.Calls, Has.Count.EqualTo(attempts + 3));
    }

    [TestCase("""{"seconds":-1}""")]
    [TestCase("""{"seconds":1e300}""")]
    [TestCase("""{"duration":"tomorrow"}""")]
    [TestCase("""{"duration":"00:00:10","seconds":10}""")]
    [TestCase("{}")]
    public async Task The_clock_goes_neither_back_nor_nowhere(string json)
    {
        using var answer = await _simulator.PostAsync("clock/advance", json);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(400));
            Assert.That((await _simulator.GetAsync("clock")).GetProperty("offset_seconds").GetDouble(), Is.Zero);
        }
    }

    private Task<JsonElement> AdvanceAsync(int seconds) =>
        _simulator.DoAsync(HttpMethod.Post, "clock/advance", $$"""{"seconds":{{seconds}}}""");

    /// <summary>By the simulator's own log: an attempt is in there once its answer has been dealt with.</summary>
    private Task<JsonElement[]> WaitForAttemptsAsync(int count) => Eventually.GetAsync(
        async () => (await _simulator.GetAsync("callbacks")).GetProperty("callbacks").EnumerateArray().ToArray(),
        attempts => attempts.Length >= count,
        $"{count} callback attempts",
        SoonerThanRealTime);
}
