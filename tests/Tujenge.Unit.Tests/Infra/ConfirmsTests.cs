using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tujenge.Infra.Messaging;

namespace Tujenge.Unit.Tests.Infra;

[Parallelizable]
internal sealed class ConfirmsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private Confirms _confirms = null!;

    [SetUp]
    public void Create() => _confirms = new Confirms(Options.Create(new MessagingOptions { ConfirmTimeout = Limit }), _time);

    [Test]
    public async Task After_nothing_was_confirmed_for_the_whole_limit_one_asks_and_the_others_are_told_at_once()
    {
        await FailAsync();

        var broker = new TaskCompletionSource();
        var asking = _confirms.WaitAsync(_ => broker.Task);
        Assert.That(asking.IsCompleted, Is.False);
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThatAsync(() => _confirms.WaitAsync(_ => throw new InvalidOperationException("nothing may be sent")), Throws.InstanceOf<TimeoutException>());
        }

        broker.SetResult();
        await asking;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _confirms.WaitAsync(_ => Task.CompletedTask)));
    }

    [Test]
    public async Task The_next_may_ask_when_the_one_who_asks_gets_no_answer_either()
    {
        await FailAsync();
        await FailAsync();
        await _confirms.WaitAsync(_ => Task.CompletedTask);
    }

    [Test]
    public async Task A_single_slow_confirm_is_no_outage()
    {
        var slow = _confirms.WaitAsync(patience => Task.Delay(Timeout.Infinite, patience));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _confirms.WaitAsync(_ => Task.CompletedTask);
        _time.Advance(Limit);
        await Assert.ThatAsync(() => slow, Throws.InstanceOf<OperationCanceledException>());

        var two = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var both = Task.WhenAll(two.Select(one => _confirms.WaitAsync(_ => one.Task)));
        Array.ForEach(two, one => one.SetResult());
        await both;
    }

    [Test]
    public async Task What_the_broker_refuses_is_no_outage()
    {
        await Assert.ThatAsync(() => _confirms.WaitAsync(_ => throw new IOException()), Throws.InstanceOf<IOException>());
        var broker = new TaskCompletionSource();
        var both = Task.WhenAll(_confirms.WaitAsync(_ => broker.Task), _confirms.WaitAsync(_ => broker.Task));
        broker.SetResult();
        await both;
    }

    [Test]
    public async Task A_lost_connection_is_told_by_the_first_who_asks_and_costs_the_others_nothing()
    {
        _confirms.NoteLostConnection();
        var broker = new TaskCompletionSource();
        var asking = _confirms.WaitAsync(_ => broker.Task);
        await Assert.ThatAsync(() => _confirms.WaitAsync(_ => Task.CompletedTask), Throws.InstanceOf<TimeoutException>());
        broker.SetResult();
        await asking;
        await _confirms.WaitAsync(_ => Task.CompletedTask);
    }

    private async Task FailAsync()
    {
        var unconfirmed = _confirms.WaitAsync(_ => Task.Delay(Timeout.Infinite, CancellationToken.None));
        _time.Advance(Limit);
        await Assert.ThatAsync(() => unconfirmed, Throws.InstanceOf<OperationCanceledException>());
    }
}
