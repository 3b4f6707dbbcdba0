using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NUnit.Framework;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Persistence;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>What was seen before each day had a table of its own is not forgotten by the change.</summary>
[TestFixture]
public sealed class SeenByDayTests
{
    private static readonly Guid Channel = Guid.NewGuid();

    private PostgresServer _server = null!;
    private string _database = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _server = await TestServers.PostgresAsync();
        _database = await _server.CreateDatabaseAsync();
    }

    [TearDown]
    public Task DropAsync() => _server.DropDatabaseAsync(_database);

    [Test]
    public async Task Rows_of_the_last_eight_days_are_carried_over_and_back()
    {
        await using var db = Open();
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync("PostponedCallbacks");
        var now = DateTimeOffset.UtcNow;
        var callback = Guid.NewGuid();
        foreach (var days in new[] { 0, 1, 7, 8, 9, 200 })
        {
            var (key, seenAt) = ($"m:{days}", now.AddDays(-days));
            await db.Database.ExecuteSqlAsync(
                $"insert into inbound.seen (channel_id, key, callback_id, seen_at) values ({Channel}, {key}, {callback}, {seenAt})");
        }

        await migrator.MigrateAsync();
        var carried = await db.Seen.AsNoTracking().OrderByDescending(seen => seen.SeenAt).ToListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(carried.Select(seen => seen.Key), Is.EqualTo(new[] { "m:0", "m:1", "m:7", "m:8" }));
            Assert.That(carried.Select(seen => seen.Slot), Is.EqualTo(carried.Select(seen => SeenSlots.At(seen.SeenAt).Written[^1])));
        }

        var again = new CallbackEntry
        {
            CallbackId = callback,
            Keys = [.. carried.Select(seen => new SeenKey(Channel, seen.Key)), new SeenKey(Channel, "m:9")],
            Known = [],
            Written = [],
        };
        var other = new CallbackEntry { CallbackId = Guid.NewGuid(), Keys = again.Keys, Known = [], Written = [] };
        await db.WriteAsync([again], now, CancellationToken.None);
        await db.WriteAsync([other], now, CancellationToken.None);
        Assert.That(again.First, Has.Count.EqualTo(5));
        Assert.That(other.First, Is.Empty);

        await migrator.MigrateAsync("PostponedCallbacks");
        Assert.That(
            await db.Database.SqlQuery<string>($"select key as \"Value\" from inbound.seen").ToListAsync(),
            Is.EquivalentTo(["m:0", "m:1", "m:7", "m:8", "m:9"]));
    }

    private InboundDbContext Open()
    {
        var options = new DbContextOptionsBuilder<InboundDbContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = _database }, InboundDbContext.Schema);
        return new InboundDbContext(options.Options);
    }
}
