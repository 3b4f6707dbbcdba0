using System.Collections.Concurrent;
using NUnit.Framework;
using Tujenge.Infra.Work;

namespace Tujenge.Unit.Tests.Infra;

[Parallelizable]
internal sealed class BatchWriterTests
{
    private readonly ConcurrentQueue<string> _batches = new();

    [SetUp]
    public void Forget() => _batches.Clear();

    [Test]
    public async Task A_lone_item_waits_for_nobody()
    {
        var writer = Writer(_ => Task.CompletedTask);
        await writer.WriteAsync(1);

        Assert.That(_batches, Is.EqualTo(["1"]));
    }

    [Test]
    public async Task What_arrives_while_a_batch_is_written_becomes_the_next_one()
    {
        var commit = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var writer = Writer(items =>
        {
            started.TrySetResult();
            return items.Contains(1) ? commit.Task : Task.CompletedTask;
        });
        var first = writer.WriteAsync(1);
        await started.Task;
        Task[] others = [writer.WriteAsync(2), writer.WriteAsync(3), writer.WriteAsync(4)];

        Assert.That(others.Append(first).Any(task => task.IsCompleted), Is.False, "nothing is written before its commit");
        commit.SetResult();
        await Task.WhenAll([first, .. others]);
        Assert.That(_batches, Is.EqualTo(["1", "2 3 4"]));
    }

    [Test]
    public async Task No_batch_is_longer_than_the_limit()
    {
        var commit = new TaskCompletionSource();
        var writer = Writer(items => items.Contains(1) ? commit.Task : Task.CompletedTask, limit: 2);
        var all = Enumerable.Range(1, 6).Select(writer.WriteAsync).ToArray();
        commit.SetResult();
        await Task.WhenAll(all);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_batches.Select(batch => batch.Split(' ').Length), Is.All.LessThanOrEqualTo(2));
            Assert.That(string.Join(' ', _batches), Is.EqualTo("1 2 3 4 5 6"), "in order, nothing left out");
        }
    }

    [Test]
    public async Task A_lone_bad_item_does_not_fail_its_neighbours()
    {
        var commit = new TaskCompletionSource();
        var writer = Writer(async items =>
        {
            await commit.Task;
            if (items.Contains(3))
            {
                throw new InvalidOperationException("3 cannot be written");
            }
        });
        var all = Enumerable.Range(0, 6).Select(writer.WriteAsync).ToArray();
        commit.SetResult();

        Assert.That(async () => await all[3], Throws.InvalidOperationException.With.Message.EqualTo("3 cannot be written"));
        await Task.WhenAll(all.Where((_, number) => number != 3));
        Assert.That(_batches, Has.Member("4").And.Member("5"), "those behind it too");
    }

    [Test]
    public void A_database_that_is_away_fails_a_batch_at_once()
    {
        var commit = new TaskCompletionSource();
        var writer = Writer(async items =>
        {
            await commit.Task;
            throw new TimeoutException("away");
        });
        var all = Enumerable.Range(0, 50).Select(writer.WriteAsync).ToArray();
        commit.SetResult();

        foreach (var task in all)
        {
            Assert.That(async () => await task, Throws.InstanceOf<TimeoutException>());
        }

        // Asking one by one would cost every item a timeout of its own.
        Assert.That(_batches, Has.Count.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task A_fault_stops_nothing_that_comes_later()
    {
        var faults = 1;
        var writer = Writer(_ => Interlocked.Decrement(ref faults) >= 0 ? throw new TimeoutException("away") : Task.CompletedTask);

        Assert.That(async () => await writer.WriteAsync(1), Throws.InstanceOf<TimeoutException>());
        await writer.WriteAsync(2);
    }

    [Test]
    public async Task Of_many_who_write_at_once_nobody_is_forgotten()
    {
        var written = new ConcurrentBag<int>();
        var writer = new BatchWriter<int>(
            async items =>
            {
                await Task.Yield();
                foreach (var item in items)
                {
                    written.Add(item);
                }
            },
            limit: 7);
        await Parallel.ForAsync(0, 5000, async (number, _) => await writer.WriteAsync(number))
            .WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That(written, Is.EquivalentTo(Enumerable.Range(0, 5000)));
    }

    private BatchWriter<int> Writer(Func<IReadOnlyList<int>, Task> write, int limit = 200) => new(
        items =>
        {
            _batches.Enqueue(string.Join(' ', items));
            return write(items);
        },
        limit);
}
