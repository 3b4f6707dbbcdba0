using System.Net;
using NUnit.Framework;
using Tujenge.Contracts.Messages;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>Answers to messages name the recipient as WhatsApp writes it, once it has told (whatsapp-v1-api, section 2).</summary>
[Parallelizable]
internal sealed class WaIdTests
{
    private const string Dialled = "5511987654321";
    private const string WaId = "551187654321";

    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [SetUp]
    public async Task CreateChannelAsync() => (_channelId, _, _key) = await _edge.CreateChannelAsync();

    [TestCase(Dialled, WaId, Description = "Brazil's ninth digit")]
    [TestCase(WaId, Dialled)]
    [TestCase("525512345678", "5215512345678", Description = "Mexico's 1")]
    [TestCase("541123456789", "5491123456789", Description = "Argentina's 9")]
    public async Task A_number_that_wrote_is_answered_as_WhatsApp_writes_it(string to, string waId)
    {
        await LearnAsync(waId);
        Assert.That(await WaIdAsync(to), Is.EqualTo(waId));
        Assert.That(await WaIdAsync($"+{waId}"), Is.EqualTo(waId));
    }

    [Test]
    public async Task What_the_sender_gets_is_as_the_client_wrote_it()
    {
        await LearnAsync(WaId);
        await WaIdAsync(Dialled);
        Assert.That(() => _edge.Sent.Any(sent => sent.ChannelId == _channelId && sent.Recipient == Dialled), Is.True.After(10).Seconds.PollEvery(20).MilliSeconds);
    }

    [Test]
    public async Task A_number_that_is_not_known_is_answered_as_it_was_given()
    {
        Assert.That(await WaIdAsync(Dialled), Is.EqualTo(Dialled));
    }

    [Test]
    public async Task Another_channel_learns_nothing_of_it()
    {
        await LearnAsync(WaId);
        var (_, _, other) = await _edge.CreateChannelAsync();
        Assert.That(await WaIdAsync(Dialled, other), Is.EqualTo(Dialled));
    }

    [Test]
    public async Task A_retry_gets_the_first_answer_whatever_was_learned_meanwhile()
    {
        await LearnAsync(WaId);
        var first = await WaIdAsync(Dialled, idempotencyKey: "k");
        await LearnAsync(Dialled);
        var retry = await WaIdAsync(Dialled, idempotencyKey: "k");

        Assert.That((first, retry), Is.EqualTo((WaId, WaId)));
        Assert.That(await WaIdAsync(Dialled), Is.EqualTo(Dialled), "a message of its own is told the later word");
    }

    [Test]
    public async Task Many_at_once_get_their_own()
    {
        var numbers = Enumerable.Range(0, 60).Select(i => (To: $"55119876543{i:D2}", WaId: $"5511876543{i:D2}")).ToArray();
        foreach (var (_, waId) in numbers.Where((_, i) => i % 2 == 0))
        {
            await LearnAsync(waId);
        }

        var told = await Task.WhenAll(numbers.Select(number => WaIdAsync(number.To)));
        Assert.That(told, Is.EqualTo(numbers.Select((number, i) => i % 2 == 0 ? number.WaId : number.To)));
    }

    [Test]
    public async Task Trouble_with_what_was_learned_is_none_with_messages_and_other_countries_do_not_notice()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, key) = await edge.CreateChannelAsync();
        edge.TakeOwnDatabaseAway();
        using var spared = await PostAsync(edge, "255712000111", key);
        Assert.That(edge.Log.Lines.Count(line => line.EventId == 1008), Is.Zero, "nothing was asked");

        using var first = await PostAsync(edge, Dialled, key);
        using var next = await PostAsync(edge, Dialled, key);
        foreach (var answer in new[] { spared, first, next })
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }

        Assert.That(await WaIdOfAsync(first), Is.EqualTo(Dialled));
        Assert.That(edge.Log.Lines.Count(line => line.EventId == 1008), Is.EqualTo(1), "the second did not even try");
    }

    [Test]
    public async Task A_group_is_answered_as_it_was_given()
    {
        using var answer = await _edge.PostAsync(
            "/v1/messages", """{"to":"5511987654321-1530825318","recipient_type":"group","text":{"body":"hi"}}""", _key);
        Assert.That(await WaIdOfAsync(answer), Is.EqualTo("5511987654321-1530825318"));
    }

    private async Task LearnAsync(string waId)
    {
        await using var db = await _edge.OpenOwnAsync();
        await db.LearnAsync(
            [new WaIdLearned { ChannelId = _channelId, Number = waId, WaId = waId }], _edge.Clock.GetUtcNow(), CancellationToken.None);

        // Also makes the query ready: the first one of a process may take longer than an answer waits.
        Assert.That(await db.FindWaIdsAsync([(_channelId, waId)], CancellationToken.None), Has.Count.EqualTo(1));
    }

    private async Task<string?> WaIdAsync(string to, string? key = null, string? idempotencyKey = null)
    {
        using var answer = await PostAsync(_edge, to, key ?? _key, idempotencyKey);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return await WaIdOfAsync(answer);
    }

    private static Task<HttpResponseMessage> PostAsync(RunningEdge edge, string to, string key, string? idempotencyKey = null) =>
        edge.PostAsync("/v1/messages", $$$"""{"to":"{{{to}}}","text":{"body":"hi"}}""", key, idempotencyKey: idempotencyKey);

    private static async Task<string?> WaIdOfAsync(HttpResponseMessage answer) =>
        (await answer.ReadJsonAsync()).GetProperty("contacts")[0].GetProperty("wa_id").GetString();
}
