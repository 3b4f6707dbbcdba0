using System.Net;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Edge.Messages.Sending.Idempotency;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>One key, one message.</summary>
[Parallelizable]
internal sealed class IdempotencyTests
{
    private const string Conflict =
        "The Idempotency-Key was used for another message within 24 hours: use a new key for a new message, or repeat the first body to get its answer";

    private static long _lastRecipient = 255_713_000_000;

    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (_channelId, _, _key) = await _edge.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task A_retry_gets_the_first_answer_and_sends_nothing()
    {
        var (recipient, key) = (NewRecipient(), NewKey());
        var first = await PostAsync(Text(recipient), key);
        var retry = await PostAsync(Text(recipient), key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(first.Body, Does.Contain("\"messages\":[{\"id\":\"gBEG").And.Contain($"\"input\":\"{recipient}\""));
            Assert.That(first.IsReplayed, Is.False);
            Assert.That(retry, Is.EqualTo(first with { IsReplayed = true }));
            Assert.That(await SentAsync(recipient), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task The_answer_looks_as_it_does_without_a_key()
    {
        var recipient = NewRecipient();
        var with = await PostAsync(Text(recipient), NewKey());
        var without = await PostAsync(Text(recipient), key: null);

        Assert.That(WithoutId(with.Body), Is.EqualTo(WithoutId(without.Body)));
        Assert.That(with.ContentType, Is.EqualTo(without.ContentType));
    }

    [Test]
    public async Task What_differs_only_in_its_writing_is_the_same_message()
    {
        var (recipient, key) = (NewRecipient(), NewKey());
        var first = await PostAsync(Text(recipient), key);
        var retry = await PostAsync($$$"""{ "text": {"body":"hi"}, "type":"text", "to":"+{{{recipient}}}" }""", key);

        Assert.That(retry, Is.EqualTo(first with { IsReplayed = true }));
        Assert.That(await SentAsync(recipient), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Another_message_under_the_key_is_a_conflict()
    {
        var (recipient, key) = (NewRecipient(), NewKey());
        await PostAsync(Text(recipient), key);
        using var answer = await SendAsync(Text(recipient, "another"), key);

        await answer.IsV1ErrorAsync(HttpStatusCode.Conflict, 1004, "Resource already exists", Conflict);
        Assert.That(await SentAsync(recipient), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Another_channel_has_its_own_keys()
    {
        var (recipient, key) = (NewRecipient(), NewKey());
        var (_, _, otherKey) = await _edge.CreateChannelAsync();
        var mine = await PostAsync(Text(recipient), key);
        var theirs = await PostAsync(Text(recipient), key, otherKey);

        Assert.That(theirs.IsReplayed, Is.False);
        Assert.That(theirs.Body, Is.Not.EqualTo(mine.Body));
        Assert.That(await SentAsync(recipient, 2), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_refused_request_does_not_use_the_key_up()
    {
        var (recipient, key) = (NewRecipient(), NewKey());
        var refused = await PostAsync($$$"""{"to":"{{{recipient}}}","text":{"body":""}}""", key);
        var accepted = await PostAsync(Text(recipient), key);

        Assert.That((refused.Status, accepted.Status), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.Created)));
        Assert.That(accepted.IsReplayed, Is.False);
    }

    [Test]
    public async Task Many_at_once_make_one_message_and_get_one_answer()
    {
        var (recipient, key) = (NewRecipient(), NewKey());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(Text(recipient), key)));

        Assert.That(answers.Select(answer => (answer.Status, answer.Body)).Distinct(), Has.Exactly(1).Items);
        Assert.That((await SentAsync(recipient)).Select(command => command.MessageId).Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task After_a_crash_before_the_confirm_a_retry_publishes_the_same_id_again()
    {
        var (recipient, key) = (NewRecipient(), NewKey());
        var first = await PostAsync(Text(recipient), key);
        await ForgetConfirmAsync(key);

        var retry = await PostAsync(Text(recipient), key);
        var sent = await SentAsync(recipient, 2);
        var third = await PostAsync(Text(recipient), key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(retry, Is.EqualTo(first with { IsReplayed = true }));
            Assert.That(sent.Select(command => command.MessageId).Distinct(), Has.Exactly(1).Items);
            Assert.That(third.Body, Is.EqualTo(first.Body));
            Assert.That(await SentAsync(recipient, 2), Has.Length.EqualTo(2), "confirmed again");
        }
    }

    [Test]
    public async Task A_key_counts_for_24_hours_and_is_then_free_for_another_message()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, apiKey) = await edge.CreateChannelAsync();
        var (recipient, key) = (NewRecipient(), NewKey());
        var first = await PostAsync(Text(recipient), key, apiKey, edge);
        edge.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        var late = await PostAsync(Text(recipient), key, apiKey, edge);
        edge.Clock.Advance(TimeSpan.FromMinutes(1));
        var next = await PostAsync(Text(recipient, "another"), key, apiKey, edge);
        var again = await PostAsync(Text(recipient, "another"), key, apiKey, edge);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(late.Body, Is.EqualTo(first.Body));
            Assert.That((next.Status, next.IsReplayed), Is.EqualTo((HttpStatusCode.Created, false)));
            Assert.That(next.Body, Is.Not.EqualTo(first.Body));
            Assert.That(again, Is.EqualTo(next with { IsReplayed = true }));
        }
    }

    [Test]
    public async Task Only_keys_that_count_no_longer_are_forgotten()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, apiKey) = await edge.CreateChannelAsync();
        await PostAsync(Text(NewRecipient()), "old", apiKey, edge);
        edge.Clock.Advance(TimeSpan.FromHours(1));
        await PostAsync(Text(NewRecipient()), "young", apiKey, edge);

        await using var db = await edge.OpenOwnAsync();
        var forgotten = await db.ForgetKeysAsync(edge.Clock.GetUtcNow() - TimeSpan.FromMinutes(30), CancellationToken.None);

        Assert.That(forgotten, Is.EqualTo(1));
        Assert.That(await db.IdempotencyKeys.Select(key => key.Key).ToListAsync(), Is.EqualTo(new[] { "young" }));
    }

    [Test]
    public async Task A_request_without_a_key_writes_no_row()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, apiKey) = await edge.CreateChannelAsync();
        await PostAsync(Text(NewRecipient()), key: null, apiKey, edge);

        await using var db = await edge.OpenOwnAsync();
        Assert.That(await db.IdempotencyKeys.CountAsync(), Is.Zero);
    }

    [TestCase("x")]
    [TestCase("order 7: first try")]
    [TestCase("~!@#$%^&*()_+{}|<>?,;")]
    [TestCase("8e03978e-40d5-43e8-bc93-6894a57f9324")]
    public async Task A_key_may_look_like_this(string key)
    {
        var recipient = NewRecipient();
        var first = await PostAsync(Text(recipient), key + NewKey());
        Assert.That(first.Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_key_in_quotes_is_the_key_without()
    {
        var (recipient, key) = (NewRecipient(), NewKey());
        var first = await PostAsync(Text(recipient), $"\"{key}\"");
        var retry = await PostAsync(Text(recipient), key);

        Assert.That(retry, Is.EqualTo(first with { IsReplayed = true }));
    }

    [Test]
    public async Task A_key_of_255_characters_is_the_longest()
    {
        var accepted = await PostAsync(Text(NewRecipient()), NewKey().PadRight(255, 'x'));
        using var refused = await SendAsync(Text(NewRecipient()), new string('x', 256));

        Assert.That(accepted.Status, Is.EqualTo(HttpStatusCode.Created));
        await refused.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", "Header 'Idempotency-Key' must have 1 to 255 characters, got 256");
    }

    [TestCase("", "must have 1 to 255 characters, got 0")]
    [TestCase("\"\"", "must have 1 to 255 characters, got 0")]
    [TestCase("ключ", "must have visible ASCII characters only, such as a UUID")]
    [TestCase("a\tb", "must have visible ASCII characters only, such as a UUID")]
    [TestCase("a\nIdempotency-Key: b", "must be given once, got several")]
    public async Task A_bad_key_is_named_and_nothing_is_sent(string key, string rule)
    {
        var recipient = NewRecipient();
        var body = Text(recipient);
        var answer = await RawRequest.SendAsync(
            _edge, $"POST /v1/messages HTTP/1.1\nWA-API-KEY: {_key}\nIdempotency-Key: {key}\nContent-Length: {body.Length}", body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Does.StartWith("HTTP/1.1 400 "));
            Assert.That(answer, Does.Contain($"\"code\":1009,\"title\":\"Parameter value is not valid\",\"details\":\"Header 'Idempotency-Key' {rule}\""));
            Assert.That(_edge.Sent.Where(command => command.Recipient == recipient), Is.Empty);
        }
    }

    [Test]
    public async Task The_same_key_twice_is_one_key()
    {
        var body = Text(NewRecipient());
        var answer = await RawRequest.SendAsync(
            _edge, $"POST /v1/messages HTTP/1.1\nWA-API-KEY: {_key}\nIdempotency-Key: k\nidempotency-key: k\nContent-Length: {body.Length}", body);

        Assert.That(answer, Does.StartWith("HTTP/1.1 201 "));
    }

    [Test]
    public async Task A_key_is_not_logged()
    {
        var key = NewKey();
        await PostAsync(Text(NewRecipient()), key);

        Assert.That(_edge.Log.Lines.Select(line => line.Line), Has.None.Contains(key));
    }

    /// <summary>As if the process had died between its claim and the tick.</summary>
    private async Task ForgetConfirmAsync(string key)
    {
        await using var db = await _edge.OpenOwnAsync();
        await db.IdempotencyKeys
            .Where(row => row.ChannelId == _channelId && row.Key == key)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsConfirmed, false));
    }

    /// <summary>What came to the sender, once a message behind it is there.</summary>
    private async Task<SendMessage[]> SentAsync(string recipient, int least = 1)
    {
        await PostAsync(Text(recipient, "behind"), key: null);
        return await Eventually.GetAsync(
            () => Task.FromResult(_edge.Sent
                .Where(command => command.Recipient == recipient)
                .Where(command => !command.Body.ToString().Contains("behind", StringComparison.Ordinal))
                .ToArray()),
            sent => sent.Length >= least && _edge.Sent.Any(command =>
                command.Recipient == recipient && command.Body.ToString().Contains("behind", StringComparison.Ordinal)),
            $"{least} messages");
    }

    private async Task<Answer> PostAsync(string json, string? key, string? apiKey = null, RunningEdge? edge = null)
    {
        using var answer = await SendAsync(json, key, apiKey, edge);
        return new Answer(
            answer.StatusCode,
            $"{answer.Content.Headers.ContentType}",
            await answer.Content.ReadAsStringAsync(),
            answer.Headers.TryGetValues(IdempotencyHeader.Replayed, out var replayed) && replayed.Single() == "true");
    }

    private Task<HttpResponseMessage> SendAsync(string json, string? key, string? apiKey = null, RunningEdge? edge = null) =>
        (edge ?? _edge).PostAsync("/v1/messages", json, apiKey ?? _key, idempotencyKey: key);

    /// <summary>Without the id and the moment.</summary>
    private static string WithoutId(string body) =>
        System.Text.RegularExpressions.Regex.Replace(body, "gBEG[0-9A-F]{32}|\"leaves_timestamp\":\"[0-9]+\"", "");

    private static string Text(string recipient, string text = "hi") => $$$"""{"to":"{{{recipient}}}","text":{"body":"{{{text}}}"}}""";

    private static string NewKey() => $"{Guid.NewGuid()}";

    private static string NewRecipient() => $"{Interlocked.Increment(ref _lastRecipient)}";

    private sealed record Answer(HttpStatusCode Status, string ContentType, string Body, bool IsReplayed);
}
