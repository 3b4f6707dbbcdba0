using NUnit.Framework;
using Tujenge.Infra.Directory;

namespace Tujenge.Unit.Tests.Infra;

/// <summary>A burst of requests is one query.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BriefCacheTests
{
    private readonly BriefCache<string, string> _cache = new(TimeSpan.FromMinutes(1));
    private int _reads;

    [Test]
    public async Task All_who_ask_at_once_share_one_read()
    {
        var answer = new TaskCompletionSource<string?>();
        var asking = Enumerable.Range(0, 50).Select(_ => AskAsync(answer.Task)).ToArray();

        answer.SetResult("value");
        Assert.That(await Task.WhenAll(asking), Is.All.EqualTo("value"));
        Assert.That(_reads, Is.EqualTo(1));
    }

    [Test]
    public async Task Who_stops_waiting_does_not_stop_it_for_the_others()
    {
        var answer = new TaskCompletionSource<string?>();
        using var impatient = new CancellationTokenSource();
        var first = AskAsync(answer.Task, impatient.Token);
        var second = AskAsync(answer.Task);

        await impatient.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        answer.SetResult("value");
        Assert.That(await second, Is.EqualTo("value"));
    }

    [Test]
    public async Task A_failed_read_is_not_remembered()
    {
        Assert.That(
            async () => await AskAsync(Task.FromException<string?>(new TimeoutException())),
            Throws.InstanceOf<TimeoutException>());
        Assert.That(await AskAsync(Task.FromResult<string?>("value")), Is.EqualTo("value"));
    }

    [Test]
    public async Task That_there_is_none_is_remembered_too()
    {
        Assert.That(await AskAsync(Task.FromResult<string?>(null)), Is.Null);
        Assert.That(await AskAsync(Task.FromResult<string?>("value")), Is.Null);
        Assert.That(_reads, Is.EqualTo(1));
    }

    private Task<string?> AskAsync(Task<string?> read, CancellationToken cancellationToken = default) =>
        _cache.GetAsync(
            "key",
            () =>
            {
                _reads++;
                return read;
            },
            cancellationToken);
}
