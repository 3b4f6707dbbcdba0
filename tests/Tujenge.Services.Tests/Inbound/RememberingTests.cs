using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Inbound.Persistence;
using Tujenge.Services.Tests.Support;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>Which events are known from days before, on PostgreSQL, where each day is a table of its own.</summary>
[TestFixture]
public sealed class RememberingTests
{
    /// <summary>Between a day whose slot is 9 and one whose slot is 0.</summary>
    private static readonly DateTimeOffset Midnight = DateTimeOffset.FromUnixTimeSeconds(20_600 * 86_400L);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private TestBed _bed = null!;
    private Guid _channel;

    [OneTimeSetUp]
    public async Task StartAsync() => _bed = await TestBed.CreateAsync();

    [SetUp]
    public async Task EmptyAsync()
    {
        _channel = Guid.NewGuid();
        await using var db = _bed.OpenInbound();
        await db.Seen.ExecuteDeleteAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _bed.DisposeAsync();

    [Test]
    public async Task Every_day_of_the_ring_is_a_table_of_its_own([Range(0, 9)] int days)
    {
        var now = Midnight + (days * Day) + TimeSpan.FromHours(12);
        await SeeAsync(now, Guid.NewGuid(), "m:1");
        Assert.That(await CountAsync($"seen_{(20_600 + days) % 10}"), Is.EqualTo(1));
        Assert.That(await CountAsync("seen"), Is.EqualTo(1));
    }

    [TestCase(0.1)]
    [TestCase(1)]
    [TestCase(3.4)]
    [TestCase(7)]
    [TestCase(8)]
    public async Task A_repetition_is_known_for_eight_days_and_gets_no_row_of_its_own(double days)
    {
        var noon = Midnight + TimeSpan.FromHours(12);
        await SeeAsync(noon, Guid.NewGuid(), "m:1");
        for (var day = 0; day < days; day++)
        {
            await EmptyTomorrowAsync(noon + (day * Day));
        }

        Assert.That(await SeeAsync(noon + TimeSpan.FromDays(days), Guid.NewGuid(), "m:1", "m:2"), Is.EqualTo(new[] { "m:2" }));
        Assert.That(await CountAsync("seen"), Is.EqualTo(2));
    }

    [Test]
    public async Task When_the_ring_has_turned_an_event_is_new_again_however_often_it_was_repeated()
    {
        var noon = Midnight + TimeSpan.FromHours(12);
        await SeeAsync(noon, Guid.NewGuid(), "m:1");
        for (var day = 0; day <= 8; day++)
        {
            await EmptyTomorrowAsync(noon + (day * Day));
            Assert.That(await SeeAsync(noon + (day * Day), Guid.NewGuid(), "m:1"), Is.Empty, $"day {day}");
        }

        await EmptyTomorrowAsync(noon + (9 * Day));
        Assert.That(await SeeAsync(noon + (9 * Day), Guid.NewGuid(), "m:1"), Is.EqualTo(new[] { "m:1" }));
    }

    [Test]
    public async Task Emptying_takes_nothing_that_is_still_looked_for()
    {
        for (var day = 0; day <= 8; day++)
        {
            await SeeAsync(Midnight + (day * Day) + TimeSpan.FromHours(12), Guid.NewGuid(), $"m:{day}");
        }

        await EmptyTomorrowAsync(Midnight + (8 * Day) + TimeSpan.FromHours(12));
        await EmptyTomorrowAsync(Midnight + (8 * Day) + TimeSpan.FromHours(13));
        Assert.That(await CountAsync("seen"), Is.EqualTo(9));
        await EmptyTomorrowAsync(Midnight + (9 * Day));
        Assert.That(await CountAsync("seen"), Is.EqualTo(8));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(601)]
    [TestCase(86_400)]
    [TestCase(7 * 86_400)]
    public async Task A_callback_that_the_broker_delivers_again_finds_its_own_rows(int secondsLater)
    {
        var callback = Guid.NewGuid();
        var before = Midnight - TimeSpan.FromSeconds(1);
        await SeeAsync(before, callback, "m:1", "s:1:read");
        await SeeAsync(before + TimeSpan.FromSeconds(1), Guid.NewGuid(), "m:1");
        Assert.That(
            await SeeAsync(before + TimeSpan.FromSeconds(secondsLater), callback, "m:1", "s:1:read"),
            Is.EquivalentTo(["m:1", "s:1:read"]));
    }

    [TestCase(-1, 0)]
    [TestCase(-1, 599)]
    [TestCase(0, 599)]
    [TestCase(599, 601)]
    [TestCase(-600, 43_200)]
    [TestCase(0, -30)] // a replica whose clock is half a minute behind
    [TestCase(300, -1)]
    public async Task Around_midnight_who_came_first_stays_first(int first, int second)
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.That(await SeeAsync(Midnight + TimeSpan.FromSeconds(first), one, "m:1"), Is.EqualTo(new[] { "m:1" }));
        Assert.That(await SeeAsync(Midnight + TimeSpan.FromSeconds(second), other, "m:1"), Is.Empty);
        foreach (var later in new[] { 0, 599, 601, 86_400, 6 * 86_400 })
        {
            var now = Midnight + TimeSpan.FromSeconds(later);
            Assert.That(await SeeAsync(now, other, "m:1"), Is.Empty, $"{later} s");
            Assert.That(await SeeAsync(now, one, "m:1"), Is.EqualTo(new[] { "m:1" }), $"{later} s");
        }
    }

    [Test]
    public async Task Of_two_replicas_on_both_sides_of_midnight_exactly_one_is_first()
    {
        for (var round = 0; round < 40; round++)
        {
            var keys = Enumerable.Range(0, 100).Select(i => $"m:{round}:{i}").ToArray();
            var shuffled = keys.ToArray();
            Random.Shared.Shuffle(shuffled);
            var seen = await Task.WhenAll(
                SeeAsync(Midnight - TimeSpan.FromMilliseconds(1), Guid.NewGuid(), keys),
                SeeAsync(Midnight + TimeSpan.FromMilliseconds(1), Guid.NewGuid(), shuffled),
                SeeAsync(Midnight + TimeSpan.FromMilliseconds(2), Guid.NewGuid(), shuffled));
            Assert.That(seen.SelectMany(firsts => firsts), Is.EquivalentTo(keys));
        }
    }

    [Test]
    public async Task A_callback_of_many_thousand_statuses_is_written_whole_and_known_again()
    {
        var keys = Enumerable.Range(0, 25_000).Select(i => $"s:wamid.{i}:delivered").ToArray();
        Assert.That(await SeeAsync(Midnight + TimeSpan.FromMinutes(5), Guid.NewGuid(), keys), Has.Length.EqualTo(keys.Length));
        Assert.That(await SeeAsync(Midnight + TimeSpan.FromMinutes(5), Guid.NewGuid(), keys), Is.Empty);
        Assert.That(await SeeAsync(Midnight + (3 * Day), Guid.NewGuid(), keys), Is.Empty);

        await using var db = _bed.OpenInbound();
        Assert.That(await db.MessageIds.CountAsync(message => message.ChannelId == _channel), Is.EqualTo(keys.Length));
    }

    /// <summary>The planner is given every reason to scan: many events to look for, and small tables.</summary>
    [Test]
    public async Task Events_are_looked_for_in_indexes_however_many_there_are()
    {
        await using (var db = _bed.OpenInbound())
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into inbound.seen (slot, channel_id, key, callback_id, seen_at)
                select n % 10, {_channel}, 'm:' || n, {_channel}, now() from generate_series(1, 50000) n
                """);
            await db.Database.ExecuteSqlRawAsync("analyze inbound.seen");
        }

        var plans = new Plans();
        await using (var db = _bed.OpenInbound(plans))
        {
            await WriteAsync(db, Midnight, Guid.NewGuid(), [.. Enumerable.Range(1, 500).Select(n => $"m:x{n}")]);
        }

        var looking = plans.Naming("SubPlan").Single();
        Assert.That(looking, Does.Contain("seen_4_pkey").And.Not.Contain("Seq Scan").And.Not.Contain("JIT"));
    }

    private async Task<string[]> SeeAsync(DateTimeOffset now, Guid callbackId, params string[] keys)
    {
        await using var db = _bed.OpenInbound();
        return await WriteAsync(db, now, callbackId, keys);
    }

    private async Task<string[]> WriteAsync(InboundDbContext db, DateTimeOffset now, Guid callbackId, string[] keys)
    {
        var entry = new CallbackEntry
        {
            CallbackId = callbackId,
            Keys = [.. keys.Select(key => new SeenKey(_channel, key))],
            Known = [.. keys.Select(key => new KnownId(_channel, key, "ours"))],
            Written = [],
        };
        await db.WriteAsync([entry], now, CancellationToken.None);
        return [.. entry.First.Select(key => key.Key)];
    }

    private async Task EmptyTomorrowAsync(DateTimeOffset now)
    {
        await using var db = _bed.OpenInbound();
        await db.EmptyTomorrowAsync(now, CancellationToken.None);
    }

    private async Task<long> CountAsync(string table)
    {
        await using var db = _bed.OpenInbound();
#pragma warning disable EF1002 // The table's name cannot be a parameter, and is no user's.
        return await db.Database.SqlQueryRaw<long>($"select count(*) as \"Value\" from inbound.{table}").SingleAsync();
#pragma warning restore EF1002
    }
}
