using MassTransit;
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
    public async Task A_broker_that_confirmed_nothing_for_the_whole_limit_is_asked_four_times_a_second_and_the_others_are_told_at_once()
    {
        await FailAsync();

        var broker = new TaskCompletionSource();
        var asking = new List<Task>();
        for (var i = 0; i < 3; i++)
        {
            asking.Add(_confirms.WaitAsync(_ => broker.Task));
            await Assert.ThatAsync(SendNothingAsync, Throws.InstanceOf<TimeoutException>());
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.That(asking.Select(one => one.IsCompleted), Has.All.False);
        broker.SetResult();
        await Task.WhenAll(asking);
        await TwoAtOnceAsync();
    }

    [Test]
    public async Task It_is_there_again_when_any_confirm_comes_or_it_refuses_something()
    {
        await FailAsync();
        await Assert.ThatAsync(
            () => _confirms.WaitAsync(_ => throw new MessageReturnedException("no route")), Throws.InstanceOf<MessageReturnedException>());
        await TwoAtOnceAsync();

        await FailAsync();
        await _confirms.InsistAsync(_ => Task.CompletedTask);
        await TwoAtOnceAsync();
    }

    [Test]
    public async Task A_single_slow_confirm_is_no_outage()
    {
        var slow = _confirms.WaitAsync(patience => Task.Delay(Timeout.Infinite, patience));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _confirms.WaitAsync(_ => Task.CompletedTask);
        _time.Advance(Limit);
        await Assert.ThatAsync(() => slow, Throws.InstanceOf<OperationCanceledException>());
        await TwoAtOnceAsync();
    }

    [Test]
    public async Task What_fails_otherwise_is_no_outage()
    {
        await Assert.ThatAsync(() => _confirms.WaitAsync(_ => throw new IOException()), Throws.InstanceOf<IOException>());
        await TwoAtOnceAsync();
    }

    [Test]
    public async Task When_some_connection_was_lost_the_first_who_asks_tells_the_others_whether_it_was_the_broker()
    {
        _confirms.NoteLostConnection();
        var broker = new TaskCompletionSource();
        var asking = _confirms.WaitAsync(_ => broker.Task);
        var waiting = _confirms.WaitAsync(_ => Task.CompletedTask);
        Assert.That(waiting.IsCompleted, Is.False);
        broker.SetResult();
        await Task.WhenAll(asking, waiting);
        await TwoAtOnceAsync();
    }

    [Test]
    public async Task The_others_wait_for_him_a_quarter_of_a_second()
    {
        _confirms.NoteLostConnection();
        var asking = _confirms.WaitAsync(_ => Task.Delay(Timeout.Infinite, CancellationToken.None));
        var waiting = SendNothingAsync();
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.That(waiting.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThatAsync(() => waiting, Throws.InstanceOf<TimeoutException>());

        _time.Advance(Limit);
        await Assert.ThatAsync(() => asking, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_new_connection_ends_the_doubt()
    {
        _confirms.NoteLostConnection();
        _confirms.NoteAnswer();
        await TwoAtOnceAsync();
    }

    private async Task TwoAtOnceAsync()
    {
        var broker = new TaskCompletionSource();
        var both = Task.WhenAll(_confirms.WaitAsync(_ => broker.Task), _confirms.WaitAsync(_ => broker.Task));
        broker.SetResult();
        await both;
    }

    private Task SendNothingAsync() => _confirms.WaitAsync(_ => throw new InvalidOperationException("nothing may be sent"));

    private async Task FailAsync()
    {
        var unconfirmed = _confirms.WaitAsync(_ => Task.Delay(Timeout.Infinite, CancellationToken.None));
        _time.Advance(Limit);
        await Assert.ThatAsync(() => unconfirmed, Throws.InstanceOf<OperationCanceledException>());
    }
}
