using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Json;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Infra.Persistence;
using Tujenge.Sender.Persistence;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Sender;

/// <summary>What the log keeps of a message's statuses; here in SQLite.</summary>
[Parallelizable]
internal sealed class StatusHistoryTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    private readonly Guid _channelId = Guid.NewGuid();
    private TemporaryFolder _folder = null!;
    private SenderDbContext _db = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _folder = new TemporaryFolder();
        var options = new DbContextOptionsBuilder<SenderDbContext>();
        options.UseTujengeDatabase(
            new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = _folder.Path }, SenderDbContext.Schema);
        _db = new SenderDbContext(options.Options);
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
    public async Task Statuses_are_shown_by_their_times_and_those_of_one_second_in_their_order()
    {
        var id = await AcceptAsync();
        await TrackAsync(Told(id, "failed", 9), Told(id, "read", 7), Told(id, "delivered", 7));
        await TrackAsync(Told(id, "warning", 8), Told(id, "sent", 7), Told(id, "played", 7));

        Assert.That(
            (await StatusesOfAsync(id)).Select(status => status.Status),
            Is.EqualTo(new[] { "sent", "delivered", "read", "played", "warning", "failed" }));
    }

    [Test]
    public async Task A_status_is_kept_whole_and_once()
    {
        var id = await AcceptAsync();
        var failed = Told(id, "failed", 1) with { GroupMember = "255712000111", ErrorCode = 1026, ErrorTitle = "t", ErrorDetails = "d" };
        await TrackAsync(failed);
        await TrackAsync(failed with { OccurredAt = Now.AddSeconds(2) }, Told(id, "failed", 3) with { GroupMember = "255712000222" });

        Assert.That(await StatusesOfAsync(id), Is.EqualTo(new[]
        {
            new StatusEntry
            {
                Status = "failed",
                OccurredAt = Now.AddSeconds(1),
                ReceivedAt = Now.AddSeconds(1),
                GroupMember = "255712000111",
                ErrorCode = 1026,
                ErrorTitle = "t",
                ErrorDetails = "d",
            },
            new StatusEntry
            {
                Status = "failed",
                OccurredAt = Now.AddSeconds(3),
                ReceivedAt = Now.AddSeconds(3),
                GroupMember = "255712000222",
            },
        }));
    }

    [Test]
    public async Task Statuses_of_no_message_or_of_another_channel_are_dropped()
    {
        var id = await AcceptAsync();
        await TrackAsync(Told(MessageId.New(Now), "sent", 1), Told(id, "sent", 1) with { ChannelId = Guid.NewGuid() });

        Assert.That(await _db.StatusChanges.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_message_has_so_many_statuses_and_no_more()
    {
        var (full, other) = (await AcceptAsync(), await AcceptAsync());
        for (var kept = 0; kept < SenderDbContext.MostStatuses; kept += 1024)
        {
            await TrackAsync([.. Enumerable.Range(0, 1024).Select(second => Told(full, "of_tomorrow", second))]);
        }

        await TrackAsync(Told(full, "read", 1), Told(other, "read", 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await StatusesOfAsync(full), Has.Count.EqualTo(4096));
            Assert.That(await StatusesOfAsync(other), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Statuses_go_with_their_message()
    {
        var id = await AcceptAsync();
        await TrackAsync(Told(id, "sent", 1));
        await _db.Messages.Where(message => message.MessageId == id).ExecuteDeleteAsync();

        Assert.That(await _db.StatusChanges.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Lists_of_messages_have_no_statuses()
    {
        await TrackAsync(Told(await AcceptAsync(), "sent", 1));
        var found = await _db.FindAsync(new FindMessages { ChannelId = _channelId, Limit = 10 }, default);

        Assert.That(found.Messages.Single().Statuses, Is.Null);
    }

    [Test]
    public async Task The_details_of_a_failure_stay_with_its_code()
    {
        var id = await AcceptAsync();
        await _db.MarkFailedAsync(id, SenderDbContext.UnknownFate, "nobody knows", Now, default);
        await _db.TrackAsync([Failure(1026, "it is known")], [], default);
        await _db.TrackAsync([Failure(1000, "later")], [], default);
        var message = (await _db.FindAsync(new FindMessages { MessageId = id, Limit = 1 }, default)).Messages.Single();

        Assert.That((message.ErrorCode, message.ErrorDetails), Is.EqualTo((1026, "it is known")));

        MessageProgress Failure(int code, string details) => new()
        {
            MessageId = id,
            ChannelId = _channelId,
            State = MessageState.Failed,
            UpstreamId = "wamid.1",
            FailedAt = Now,
            ErrorCode = code,
            ErrorDetails = details,
        };
    }

    private async Task<string> AcceptAsync()
    {
        var id = MessageId.New(Now);
        var command = new SendMessage { MessageId = id, ChannelId = _channelId, Recipient = "255712000111", Body = EmbeddedJson.Of("{}"), AcceptedAt = Now };
        await _db.AcceptAsync([new AcceptedCommand(command, null)], Now, default);
        return id;
    }

    private Task TrackAsync(params ToldStatus[] told) => _db.TrackAsync([], told, default);

    private async Task<IReadOnlyList<StatusEntry>> StatusesOfAsync(string id) =>
        (await _db.FindAsync(new FindMessages { MessageId = id, Limit = 1 }, default)).Messages.Single().Statuses!;

    private ToldStatus Told(string id, string status, int second) => new()
    {
        MessageId = id,
        ChannelId = _channelId,
        EventId = Guid.NewGuid(),
        Status = status,
        OccurredAt = Now.AddSeconds(second),
        ReceivedAt = Now.AddSeconds(second),
    };
}
