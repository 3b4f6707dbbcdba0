using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Persistence;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Infra;

/// <summary>What the directory keeps of what WhatsApp tells of numbers and accounts; here in SQLite.</summary>
[Parallelizable]
internal sealed class AccountNoticesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    private readonly Guid _channelId = Guid.NewGuid();
    private TemporaryFolder _folder = null!;
    private DirectoryDbContext _db = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _folder = new TemporaryFolder();
        var options = new DbContextOptionsBuilder<DirectoryDbContext>();
        options.UseTujengeDatabase(
            new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = _folder.Path }, DirectoryDbContext.Schema);
        _db = new DirectoryDbContext(options.Options);
        await _db.Database.EnsureCreatedAsync();
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        await _db.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Test]
    public async Task The_newest_is_kept_whatever_came_last()
    {
        await NoteAsync(Notice("flows", told: 5, value: "first"));
        await NoteAsync(Notice("flows", told: 9, value: "newest"));
        await NoteAsync(Notice("flows", told: 7, value: "late"));
        var notice = (await NoticesAsync()).Single();

        Assert.That((notice.Value, notice.ToldAt, notice.Times), Is.EqualTo(("newest", Now.AddSeconds(9), 3)));
    }

    [Test]
    public async Task Of_one_second_the_one_that_came_later_is_kept()
    {
        await NoteAsync(Notice("flows", told: 5, value: "later") with { ReceivedAt = Now.AddSeconds(20) });
        await NoteAsync(Notice("flows", told: 5, value: "earlier") with { ReceivedAt = Now.AddSeconds(10) });

        Assert.That((await NoticesAsync()).Single().Value, Is.EqualTo("later"));
    }

    [Test]
    public async Task What_the_broker_brings_again_is_counted_once()
    {
        var notice = Notice("flows", told: 5, value: "x") with { Times = 2 };
        await NoteAsync(notice);
        await NoteAsync(notice);

        Assert.That((await NoticesAsync()).Single().Times, Is.EqualTo(2));
    }

    [Test]
    public async Task Fields_without_a_place_of_their_own_come_and_go_and_the_others_stay()
    {
        await NoteAsync([.. AccountFields.All.Select(field => Notice(field, told: 1, value: null).ToNotice(_channelId))]);
        for (var i = 0; i < DirectoryDbContext.MostNotices; i++)
        {
            await NoteAsync(Notice($"made_up_{i}", told: 10 + i, value: null));
        }

        var fields = (await NoticesAsync()).Select(notice => notice.Field).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fields, Has.Length.EqualTo(50));
            Assert.That(AccountFields.All, Is.SubsetOf(fields));
            Assert.That(fields, Has.Member("made_up_49").And.Member("made_up_5").And.No.Member("made_up_4"));
        }
    }

    private Task NoteAsync(Draft draft) => NoteAsync([draft.ToNotice(_channelId)]);

    private Task NoteAsync(AccountNotice[] notices) => _db.NoteAsync(_channelId, notices, default);

    private Task<List<AccountNotice>> NoticesAsync() => _db.NoticesOfAsync(_channelId, default);

    private static Draft Notice(string field, int told, string? value) => new(field, value, Now.AddSeconds(told), Now.AddSeconds(60), 1, Guid.NewGuid());

    private sealed record Draft(string Field, string? Value, DateTimeOffset ToldAt, DateTimeOffset ReceivedAt, int Times, Guid CallbackId)
    {
        public AccountNotice ToNotice(Guid channelId) => new()
        {
            ChannelId = channelId,
            Field = Field,
            Event = "",
            Value = Value,
            ToldAt = ToldAt,
            ReceivedAt = ReceivedAt,
            Times = Times,
            CallbackId = CallbackId,
        };
    }
}
