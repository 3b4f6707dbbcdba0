using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>What edge refuses itself, before it asks the service that owns the messages or the deliveries.</summary>
[Parallelizable]
internal sealed class AdminOperationsTests
{
    private const string Event = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private RunningEdge _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [TestCase("messages?channel_id=7", "channel_id", "must be an id such as 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f, got '7'")]
    [TestCase("messages?channel_id=", "channel_id", "must be an id such as 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f, got ''")]
    [TestCase("messages?state=gone", "state", "must be one of accepted, sending, sent, delivered, read, failed, got 'gone'")]
    [TestCase("messages?state=2", "state", "must be one of accepted, sending, sent, delivered, read, failed, got '2'")]
    [TestCase("messages?state=sent&state=read", "state", "must be one of accepted, sending, sent, delivered, read, failed, got 'sent,read'")]
    [TestCase("messages?recipient=0712000111", "recipient", "must be a phone number in international form with 7 to 15 digits, got one with a leading 0")]
    [TestCase("messages?recipient=", "recipient", "must be a phone number in international form with 7 to 15 digits, got none")]
    [TestCase("messages?limit=0", "limit", "must be a number from 1 to 200, got '0'")]
    [TestCase("messages?limit=201", "limit", "must be a number from 1 to 200, got '201'")]
    [TestCase("messages?limit=-1", "limit", "must be a number from 1 to 200, got '-1'")]
    [TestCase("messages?limit=ten", "limit", "must be a number from 1 to 200, got 'ten'")]
    [TestCase("messages?before=99999999999999999999", "before", "must be what an answer gave as 'next', got '99999999999999999999'")]
    [TestCase("deliveries?channel_id=x", "channel_id", "must be an id such as 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f, got 'x'")]
    [TestCase("deliveries?state=failed", "state", "must be one of waiting, delivered, parked, discarded, got 'failed'")]
    [TestCase("deliveries?limit=1.5", "limit", "must be a number from 1 to 200, got '1.5'")]
    [TestCase("deliveries?before=-3", "before", "must be what an answer gave as 'next', got '-3'")]
    public async Task A_wrong_parameter_is_named(string path, string parameter, string rule)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/{path}");
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", $"Parameter '{parameter}' {rule}", parameter);
    }

    [TestCase("messages?status=sent", "status")]
    [TestCase("deliveries?recipient=255712000111", "recipient")]
    public async Task A_misspelt_parameter_is_named_because_it_would_narrow_nothing(string path, string parameter)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/{path}");
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", $"There is no parameter '{parameter}' here", parameter);
    }

    [Test]
    public async Task A_recipient_longer_than_any_is_refused()
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/messages?recipient={new string('a', 129)}");
        await answer.IsProblemAsync(
            HttpStatusCode.BadRequest, "Bad Request", "Parameter 'recipient' must have at most 128 characters, got 129", "recipient");
    }

    [TestCase($"deliveries/{Event}/discard", "{}", "reason", "is absent")]
    [TestCase($"deliveries/{Event}/discard", """{"reason":""}""", "reason", "must have 1 to 500 characters, got 0")]
    [TestCase($"deliveries/{Event}/discard", """{"reason":" \n"}""", "reason", "must not be empty")]
    [TestCase($"deliveries/{Event}/discard", """{"reason":7}""", "reason", "must be a string, got a number")]
    [TestCase("deliveries/replay", "{}", "channel_id", "is absent")]
    [TestCase("deliveries/replay", """{"channel_id":["x"]}""", "channel_id", "must be a string, got an array")]
    [TestCase("deliveries/replay", """{"channel_id":"x"}""", "channel_id", "must be a channel's id")]
    public async Task A_wrong_field_is_named(string path, string json, string field, string rule)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Post, $"/admin/v1/{path}", json);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", $"Parameter '{field}' {rule}", field);
    }

    [Test]
    public async Task A_reason_has_at_most_500_characters()
    {
        using var answer = await _edge.AdminAsync(
            HttpMethod.Post, $"/admin/v1/deliveries/{Event}/discard", $$"""{"reason":"{{new string('x', 501)}}"}""");
        await answer.IsProblemAsync(
            HttpStatusCode.BadRequest, "Bad Request", "Parameter 'reason' must have at most 500 characters, got 501", "reason");
    }

    [TestCase("messages")]
    [TestCase("messages/gBEG0190A5D27C117E2A9F003B5A5D1C2E4F")]
    [TestCase("deliveries")]
    [TestCase($"deliveries/{Event}")]
    public async Task Nobody_looks_without_the_operators_token(string path)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/{path}", token: "another-token-16");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }
}
