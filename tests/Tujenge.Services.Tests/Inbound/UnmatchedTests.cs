using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Unmatched;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Telemetry;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>Callbacks that no channel gets when they come.</summary>
[TestFixture]
public sealed class UnmatchedTests
{
    private const string Secret = "secret-of-the-app";
    private const int Most = 20;

    private RunningInbound _inbound = null!;
    private EdgeReplica _edge = null!;
    private Channel _sibling = null!;

    [SetUp]
    public async Task StartAsync()
    {
        var bed = await TestBed.CreateAsync();
        _inbound = await RunningInbound.StartAsync(bed, ("Inbound:MostUnmatchedCallbacks", $"{Most}"));
        _edge = await EdgeReplica.StartAsync(bed.Settings);
        _sibling = await bed.AddChannelAsync(appSecret: Secret);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _inbound.DisposeAsync();
    }

    [Test]
    public async Task A_channel_gets_what_came_before_it_was_added()
    {
        var (number, callbackId, receivedAt) = (NewNumber(), Guid.NewGuid(), _inbound.Bed.Clock.GetUtcNow().AddHours(-5));
        var body = Callback(Change(number, Undated("wamid.1"), Undated("wamid.2")), Change(number, Undated("wamid.3")));
        for (var delivery = 0; delivery < 2; delivery++)
        {
            await PublishAsync(body, callbackId, receivedAt);
        }

        await _inbound.SettleAsync();
        Assert.That(_inbound.Service.Received.Where(received => received.UpstreamId != "wamid.settled"), Is.Empty);
        Assert.That(await KeptAsync(), Has.Length.EqualTo(1));

        var channel = await AddAsync(number);
        var received = await _inbound.WaitForReceivedAsync(channel, 3);
        await Eventually.HoldsAsync(async () => (await KeptAsync()).Length == 0, "the callback to be forgotten");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(received.Select(one => one.UpstreamId), Is.EquivalentTo(["wamid.1", "wamid.2", "wamid.3"]));
            Assert.That(received.Select(one => one.OccurredAt), Has.All.EqualTo(receivedAt).Within(TimeSpan.FromSeconds(1)));
        }

        // Noted under the callback's own id: what WhatsApp repeats later is known.
        await PublishAsync(body, Guid.NewGuid(), receivedAt);
        await _inbound.SettleAsync();
        Assert.That(_inbound.ReceivedBy(channel).Select(one => one.EventId).Distinct(), Has.Exactly(3).Items);
        Assert.That(await KeptAsync(), Is.Empty);
    }

    [Test]
    public async Task A_channel_of_another_app_gets_nothing_until_it_turns_out_to_be_of_the_same()
    {
        var (number, other) = (NewNumber(), NewNumber());
        await PublishAsync(Callback(Change(number, Undated("wamid.1"))));
        await PublishAsync(Callback(Change(other, Undated("wamid.2"))));
        await _inbound.SettleAsync();

        var stranger = await _inbound.Bed.AddChannelAsync(appSecret: "another-app", phoneNumberId: number);
        await _inbound.WaitForReceivedAsync(await AddAsync(other), 1); // So all that can be delivered is.
        await _inbound.SettleAsync();
        await OnlyKeptAsync(number);
        Assert.That(_inbound.ReceivedBy(stranger), Is.Empty);

        await using (var db = _inbound.Bed.OpenDirectory())
        {
            (await db.Channels.SingleAsync(channel => channel.Id == stranger.Id)).AppSecret =
                _inbound.Bed.Secrets.Protect(Secret, stranger.Id, SecretField.AppSecret);
            await db.SaveChangesAsync();
        }

        await _inbound.WaitForReceivedAsync(stranger, 1);
    }

    [Test]
    public async Task The_app_is_known_when_the_channel_that_knew_it_is_gone()
    {
        var number = NewNumber();
        await PublishAsync(Callback(Change(number, Undated("wamid.1"))));
        await _inbound.SettleAsync();
        await using (var db = _inbound.Bed.OpenDirectory())
        {
            await db.Channels.Where(channel => channel.Id == _sibling.Id).ExecuteDeleteAsync();
        }

        await _inbound.WaitForReceivedAsync(await AddAsync(number), 1);
    }

    [Test]
    public async Task The_app_of_what_an_earlier_release_took_is_asked_for()
    {
        var number = NewNumber();
        await PublishAsync(Callback(Change(number, Undated("wamid.1"))), isMarked: false);
        await _inbound.SettleAsync();
        await _inbound.WaitForReceivedAsync(await AddAsync(number), 1);
    }

    [Test]
    public async Task News_of_a_number_waits_for_its_channel_and_news_of_accounts_and_customers_does_not()
    {
        var (number, time) = (NewNumber(), _inbound.Bed.Clock.GetUtcNow().AddDays(-1).ToUnixTimeSeconds());
        string[] changes =
        [
            $$$"""{"field":"phone_number_quality_update","value":{"display_phone_number":"+{{{number}}}","event":"FLAGGED","current_limit":"TIER_250"}}""",
            $$$"""{"field":"calls","value":{"metadata":{"phone_number_id":"{{{number}}}"} } }""",
            """{"field":"message_template_status_update","value":{"event":"APPROVED"}}""",
        ];
        await PublishAsync(CloudBodies.Of($$"""{"id":"1","time":{{time}},"changes":[{{string.Join(',', changes)}}]}"""));
        await _inbound.SettleAsync();
        var kept = (await KeptAsync()).Single();
        Assert.That((kept.PhoneNumberId, kept.Problem), Is.EqualTo(($"+{number}", CallbackProblem.UnknownNumber)));
        Assert.That(kept.Body, Does.Not.Contain("APPROVED").And.Not.Contain("calls"));

        var channel = await _inbound.Bed.AddChannelAsync(appSecret: Secret, phoneNumber: number);
        await Eventually.HoldsAsync(async () => (await KeptAsync()).Length == 0, "the callback to be forgotten");
        var notice = await Eventually.GetAsync(
            async () =>
            {
                await using var db = _inbound.Bed.OpenDirectory();
                return (await db.NoticesOfAsync(channel.Id, CancellationToken.None)).SingleOrDefault();
            },
            notice => notice is not null,
            "the news");
        Assert.That((notice!.Event, notice.ToldAt.ToUnixTimeSeconds()), Is.EqualTo(("FLAGGED", time)));
    }

    [Test]
    public async Task What_another_apps_callback_says_of_a_channel_is_neither_told_nor_kept()
    {
        var other = await _inbound.Bed.AddChannelAsync(appSecret: "another-app");
        await PublishAsync(Callback(Change(other.PhoneNumberId, Undated("wamid.1"), "{}")));
        await _inbound.SettleAsync();
        Assert.That(_inbound.ReceivedBy(other), Is.Empty);
        Assert.That(await KeptAsync(), Is.Empty);
    }

    [Test]
    public async Task What_a_callback_says_of_several_numbers_goes_to_each_of_them_alone()
    {
        var (one, other) = (NewNumber(), NewNumber());
        await PublishAsync(Callback(
            Change(one, Undated("wamid.1")),
            Change(_sibling.PhoneNumberId, Undated("wamid.known")),
            Change(other, Undated("wamid.2")),
            """{"field":"messages","value":{"metadata":{"phone_number_id":""}}}"""));
        await _inbound.WaitForReceivedAsync(_sibling, 1);
        await _inbound.SettleAsync();

        var kept = await KeptAsync();
        Assert.That(kept.Select(callback => callback.PhoneNumberId), Is.EquivalentTo([one, other]));
        Assert.That(kept.Single(callback => callback.PhoneNumberId == one).Body, Does.Contain("wamid.1").And.Not.Contain("wamid.known").And.Not.Contain("wamid.2"));

        var channel = await AddAsync(one);
        await _inbound.WaitForReceivedAsync(channel, 1);
        await _inbound.SettleAsync();
        await OnlyKeptAsync(other);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_inbound.ReceivedBy(channel).Select(received => received.UpstreamId).Distinct(), Is.EqualTo(new[] { "wamid.1" }));
            Assert.That(_inbound.ReceivedBy(_sibling), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task An_operator_sees_what_nobody_got_and_bodies_one_by_one()
    {
        using var counter = Count("tujenge.callbacks.unmatched", out var counted);
        var v1Channel = Guid.NewGuid();
        await PublishAsync("no JSON\0 at all");
        await PublishAsync("[7]");
        await PublishAsync("{}");
        await PublishAsync("""{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"account_update","value":{}}]}]}""");
        await PublishAsync(Callback(Change("4711", Undated("wamid.1"))));
        foreach (var body in new[] { "<html>", "\"text\"", "{}", """{"statuses":[]}""", """{"messages":[{"from":"1","type":"text"}]}""" })
        {
            await _inbound.Service.Bus.Publish(new OnPremisesCallbackReceived
            {
                CallbackId = Guid.NewGuid(),
                ChannelId = v1Channel,
                ReceivedAt = _inbound.Bed.Clock.GetUtcNow(),
                Body = body,
            });
        }

        var list = await Eventually.GetAsync(
            () => _edge.LookAsync("/admin/v1/callbacks"), answer => answer.GetProperty("count").GetInt32() == 6, "six callbacks");
        var all = list.GetProperty("callbacks").EnumerateArray().ToArray();
        var page = await _edge.LookAsync("/admin/v1/callbacks?limit=2");
        var rest = await _edge.LookAsync($"/admin/v1/callbacks?limit=4&before={page.GetProperty("next").GetString()}");
        var unknown = await _edge.LookAsync("/admin/v1/callbacks?problem=unknown_number");
        var ofNumber = await _edge.LookAsync("/admin/v1/callbacks?phone_number_id=4711");
        var bodies = new List<string>();
        foreach (var id in all.Select(callback => callback.GetProperty("id").GetInt64()))
        {
            bodies.Add((await _edge.LookAsync($"/admin/v1/callbacks/{id}")).GetProperty("body").GetString()!);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                all.Select(callback => $"{callback.GetProperty("problem")} {callback.GetProperty("phone_number_id")} {callback.GetProperty("channel_id")}"),
                Is.EquivalentTo(["not_json  ", "not_an_object  ", "unknown_number 4711 ", $"not_json  {v1Channel}", $"not_an_object  {v1Channel}", $"unreadable_part  {v1Channel}"]));
            Assert.That(all.Select(callback => callback.TryGetProperty("body", out _)), Has.All.False);
            Assert.That(all.Select(callback => callback.GetProperty("received_at").GetDateTimeOffset()), Has.All.EqualTo(_inbound.Bed.Clock.GetUtcNow()).Within(TimeSpan.FromMinutes(2)));
            Assert.That(Ids(page).Concat(Ids(rest)), Is.EqualTo(Ids(list)));
            Assert.That(page.GetProperty("count").GetInt32(), Is.EqualTo(6));
            Assert.That(rest.GetProperty("next").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(Ids(unknown).Concat(Ids(ofNumber)).Distinct(), Has.Exactly(1).Items);
            Assert.That(bodies, Has.Exactly(1).EqualTo("no JSON\uFFFD at all").And.Exactly(1).EqualTo("[7]").And.Exactly(1).EqualTo("<html>").And.Exactly(1).Contains("wamid.1"));
            Assert.That(counted, Is.EquivalentTo(["unknown_number", "not_json", "not_json", "not_an_object", "not_an_object", "unreadable_part"]));
        }

        using var missing = await _edge.AdminAsync(HttpMethod.Get, "/admin/v1/callbacks/999999");
        using var wrong = await _edge.AdminAsync(HttpMethod.Get, "/admin/v1/callbacks?problem=bad");
        Assert.That((int)missing.StatusCode, Is.EqualTo(404));
        Assert.That((int)wrong.StatusCode, Is.EqualTo(400));

        static IEnumerable<long> Ids(JsonElement answer) =>
            answer.GetProperty("callbacks").EnumerateArray().Select(callback => callback.GetProperty("id").GetInt64());
    }

    [Test]
    public async Task A_callback_about_another_object_tells_nothing_and_is_kept_as_it_is()
    {
        var body = Callback(
                Change(_sibling.PhoneNumberId, Undated("wamid.1")),
                Change("4713", Undated("wamid.2")),
                $$$"""{"field":"phone_number_quality_update","value":{"display_phone_number":"{{{_sibling.PhoneNumber}}}","event":"FLAGGED"} }""")
            .Replace("whatsapp_business_account", "page", StringComparison.Ordinal);
        await PublishAsync(body);
        await _inbound.SettleAsync();

        var kept = (await KeptAsync()).Single();
        await using var db = _inbound.Bed.OpenDirectory();
        Assert.That((kept.Problem, kept.PhoneNumberId, kept.Body), Is.EqualTo((CallbackProblem.UnreadablePart, "", $"[{body}]")));
        Assert.That(_inbound.ReceivedBy(_sibling), Is.Empty);
        Assert.That(await db.NoticesOfAsync(_sibling.Id, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Of_a_callback_with_parts_that_cannot_be_read_nothing_else_is_kept()
    {
        const string of = """{"type":"text","text":{"body":"no id"}}""";
        await PublishAsync(Callback(
            Change("4712", Undated("wamid.1")), Change(_sibling.PhoneNumberId, Undated("wamid.readable"), of, "7"), Change(_sibling.PhoneNumberId, "{}")));
        await _inbound.WaitForReceivedAsync(_sibling, 1);
        await _inbound.SettleAsync();

        var kept = await KeptAsync();
        Assert.That(kept.Select(callback => callback.Problem), Is.EquivalentTo([CallbackProblem.UnknownNumber, CallbackProblem.UnreadablePart]));
        Assert.That(
            kept.Where(callback => callback.Problem == CallbackProblem.UnreadablePart).Select(callback => (callback.ChannelId, callback.Body)),
            Is.EqualTo(new[] { ((Guid?)_sibling.Id, $$"""[7,{{of}},{}]""") }));
    }

    [Test]
    public async Task There_are_never_more_than_so_many_and_the_oldest_go_first()
    {
        for (var i = 0; i < Most + 5; i++)
        {
            await PublishAsync(Callback(Change($"n{i}", Undated("wamid.1"))));
        }

        await _inbound.SettleAsync();
        Assert.That((await KeptAsync()).Select(callback => callback.PhoneNumberId), Is.EqualTo(Enumerable.Range(5, Most).Select(i => $"n{i}")));
    }

    [Test]
    public async Task After_seven_days_a_callback_is_forgotten()
    {
        var now = _inbound.Bed.Clock.GetUtcNow();
        await PublishAsync(Callback(Change("old", Undated("wamid.1"))), receivedAt: now - UnmatchedRetention.KeptFor - TimeSpan.FromSeconds(1));
        await PublishAsync(Callback(Change("young", Undated("wamid.1"))), receivedAt: now - UnmatchedRetention.KeptFor + TimeSpan.FromHours(1));
        await _inbound.SettleAsync();
        await using (var db = _inbound.Bed.OpenInbound())
        {
            await db.ForgetUnmatchedAsync(now - UnmatchedRetention.KeptFor, CancellationToken.None);
        }

        Assert.That((await KeptAsync()).Select(callback => callback.PhoneNumberId), Is.EqualTo(new[] { "young" }));
    }

    /// <summary>A replica that has not heard of the channel yet keeps what another has just put back into the queue.</summary>
    [Test]
    public async Task What_is_kept_again_while_it_is_delivered_is_not_forgotten()
    {
        var (now, app) = (_inbound.Bed.Clock.GetUtcNow(), new byte[] { 7 });
        var callback = new UnmatchedCallback
        {
            CallbackId = Guid.NewGuid(),
            PhoneNumberId = "12",
            App = app,
            Problem = CallbackProblem.UnknownNumber,
            ReceivedAt = now,
            Body = "{}",
            DueAt = now,
        };
        await using var db = _inbound.Bed.OpenInbound();
        await db.KeepAsync([callback], Most, CancellationToken.None);
        var claimed = await db.ClaimUnmatchedAsync("12", app, 5, now, TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.That(claimed, Has.Count.EqualTo(1));
        Assert.That(await db.ClaimUnmatchedAsync("12", app, 5, now, TimeSpan.FromMinutes(1), CancellationToken.None), Is.Empty);

        await db.KeepAsync([callback], Most, CancellationToken.None);
        await db.ForgetAsync(claimed[0], CancellationToken.None);
        var again = await db.ClaimUnmatchedAsync("12", app, 5, now, TimeSpan.FromMinutes(1), CancellationToken.None);
        await db.ForgetAsync(again.Single(), CancellationToken.None);
        Assert.That(await KeptAsync(), Is.Empty);
    }

    private Task<Channel> AddAsync(string number) => _inbound.Bed.AddChannelAsync(appSecret: Secret, phoneNumberId: number);

    /// <summary>What is delivered is forgotten a moment later.</summary>
    private Task OnlyKeptAsync(string number) => Eventually.HoldsAsync(
        async () => (await KeptAsync()).Select(callback => callback.PhoneNumberId).SequenceEqual([number]), $"only {number} to be kept");

    private async Task<UnmatchedCallback[]> KeptAsync()
    {
        await using var db = _inbound.Bed.OpenInbound();
        return await db.Unmatched.AsNoTracking().OrderBy(callback => callback.Sequence).ToArrayAsync();
    }

    private Task PublishAsync(string body, Guid? callbackId = null, DateTimeOffset? receivedAt = null, bool isMarked = true) =>
        _inbound.Service.Bus.Publish(new CallbackReceived
        {
            CallbackId = callbackId ?? Guid.NewGuid(),
            ChannelIds = [_sibling.Id],
            AppMark = isMarked ? AppMark.Of(_sibling) : null,
            ReceivedAt = receivedAt ?? _inbound.Bed.Clock.GetUtcNow(),
            Body = body,
        });

    private MeterListener Count(string name, out ConcurrentQueue<string> counted)
    {
        var problems = new ConcurrentQueue<string>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Services of other fixtures count too, in the same process.
                if (instrument.Meter.Name == TujengeMetrics.Name && instrument.Name == name && instrument.Meter.Scope == _inbound.Service.Meters)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => problems.Enqueue($"{tags[0].Value}"));
        listener.Start();
        counted = problems;
        return listener;
    }

    private static string NewNumber() => $"77{Random.Shared.NextInt64(1_000_000_000, 9_999_999_999)}";

    private static string Callback(params string[] changes) => CloudBodies.Of(CloudBodies.Entry(changes));

    private static string Change(string number, params string[] messages) =>
        $$$"""{"field":"messages","value":{"metadata":{"phone_number_id":"{{{number}}}"},"messages":[{{{string.Join(',', messages)}}}]}}""";

    /// <summary>A message that does not say when it was written: it happened when it was received.</summary>
    private static string Undated(string id) => $$$"""{"from":"{{{CloudBodies.Customer}}}","id":"{{{id}}}","type":"text","text":{"body":"b"}}""";
}
