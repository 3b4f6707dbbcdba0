using System.Diagnostics;
using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>What goes wrong when it is told to.</summary>
internal sealed class FaultsTests
{
    private RunningSimulator _simulator = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _simulator = await RunningSimulator.StartAsync();
        await _simulator.OpenWindowAsync();
        await _simulator.Callbacks.WaitForCallsAsync(1);
    }

    [TearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [Test]
    public async Task Duplicates_come_right_after_the_first()
    {
        await SetAsync("""{"duplicate_rate":1}""");
        var id = await _simulator.SendTakenAsync();

        await _simulator.Callbacks.WaitForCallsAsync(5);
        Assert.That(_simulator.ToldOf(id), Is.EqualTo(new[] { "sent", "sent", "delivered", "delivered" }));
    }

    [Test]
    public async Task Reordered_callbacks_all_come_and_some_come_the_wrong_way_round()
    {
        await SetAsync("""{"reorder":true}""");
        var ids = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            ids.Add(await _simulator.SendTakenAsync());
        }

        await _simulator.Callbacks.WaitForCallsAsync(21);
        var orders = ids.Select(id => string.Join(' ', _simulator.ToldOf(id))).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(orders, Has.All.AnyOf("sent delivered", "delivered sent"));
            Assert.That(orders.Distinct(), Has.Exactly(2).Items);
        }
    }

    [Test]
    public async Task An_overtaking_callback_is_there_before_the_answer()
    {
        await SetAsync("""{"overtake":true}""");
        var held = new TaskCompletionSource<int>();
        _simulator.Callbacks.Handler = _ => held.Task;
        var send = _simulator.SendTakenAsync();
        await _simulator.Callbacks.WaitForCallsAsync(2);
        var answeredBefore = send.IsCompleted;
        held.SetResult(200);

        var id = await send;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answeredBefore, Is.False);
            Assert.That(_simulator.Callbacks.Calls[1].What(), Is.EqualTo(("sent", id)));
        }
    }

    [Test]
    public async Task Without_overtaking_no_callback_holds_up_the_answer()
    {
        var held = new TaskCompletionSource<int>();
        _simulator.Callbacks.Handler = _ => held.Task;
        await _simulator.SendTakenAsync();
        held.SetResult(200);
    }

    [TestCase("""{"fail_next":[{"code":0}]}""")]
    [TestCase("""{"lost_answer_rate":1}""")]
    public async Task A_lost_answer_is_cut_off_after_the_message_was_taken(string faults)
    {
        await SetAsync(faults);

        Assert.That(() => _simulator.SendTextAsync(), Throws.InstanceOf<HttpRequestException>());
        var calls = await _simulator.Callbacks.WaitForCallsAsync(3);
        Assert.That(calls.Skip(1).Select(call => call.What().Kind), Is.EqualTo(new[] { "sent", "delivered" }));
    }

    [TestCase("""{"latency_ms_min":300,"latency_ms_max":300}""")]
    [TestCase("""{"latency_ms_min":300}""")]
    public async Task An_answer_takes_as_long_as_told(string faults)
    {
        await SetAsync(faults);
        var clock = Stopwatch.StartNew();
        await _simulator.SendTakenAsync();
        Assert.That(clock.Elapsed, Is.GreaterThan(TimeSpan.FromMilliseconds(280)));
    }

    [Test]
    public async Task Every_send_fails_with_the_code_while_the_rate_is_one_and_none_after()
    {
        await SetAsync("""{"error_rate":1,"error_code":131016}""");
        for (var i = 0; i < 3; i++)
        {
            using var answer = await _simulator.SendTextAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        }

        await SetAsync("{}");
        await _simulator.SendTakenAsync();
    }

    [Test]
    public async Task Planned_refusals_come_in_their_order_and_are_counted_down()
    {
        await SetAsync("""{"fail_next":[{"code":131056,"count":2},{"code":130429}]}""");
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await _simulator.SendTextAsync();
            statuses.Add((int)answer.StatusCode);
            if (i == 0)
            {
                Assert.That(
                    (await _simulator.GetAsync("faults")).GetProperty("fail_next").GetRawText(),
                    Is.EqualTo("""[{"code":131056,"count":1},{"code":130429,"count":1}]"""));
            }
        }

        Assert.That(statuses, Is.EqualTo(new[] { 400, 400, 429, 200 }));
    }

    private async Task SetAsync(string faults) => await _simulator.DoAsync(HttpMethod.Put, "faults", faults);
}
