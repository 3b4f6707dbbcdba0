using System.Net;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>When edge itself is in trouble.</summary>
[Parallelizable]
internal sealed class FailureTests
{
    private const string Away = "The gateway's database does not answer; try again";
    private const string Text = """{"to":"255712000111","text":{"body":"hi"}}""";

    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (_channelId, _, _key) = await _edge.CreateChannelAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task Without_its_database_a_request_with_a_key_that_is_still_remembered_does_not_answer_500_either()
    {
        using var before = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key);
        _edge.TakeDatabaseAway();
        using var read = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key);
        using var set = await _edge.PostAsync("/v1/configs/webhook", """{"url":"https://client.example/"}""", _key);

        await read.IsGatewayErrorAsync(HttpStatusCode.ServiceUnavailable, Away);
        await set.IsGatewayErrorAsync(HttpStatusCode.ServiceUnavailable, Away);
        Assert.That(set.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task Without_its_database_it_lives_but_is_not_ready()
    {
        using var ready = await _edge.SendAsync(HttpMethod.Get, "/readyz", key: null);
        _edge.TakeDatabaseAway();
        using var lives = await _edge.SendAsync(HttpMethod.Get, "/livez", key: null);
        using var notReady = await _edge.SendAsync(HttpMethod.Get, "/readyz", key: null);

        Assert.That(
            (ready.StatusCode, lives.StatusCode, notReady.StatusCode),
            Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable)));
    }

    [Test]
    public async Task When_the_database_is_back_so_is_edge()
    {
        _edge.TakeDatabaseAway();
        using var away = await _edge.PostAsync("/v1/messages", Text, _key);
        _edge.BringDatabaseBack();
        using var back = await _edge.PostAsync("/v1/messages", Text, _key);

        Assert.That((away.StatusCode, back.StatusCode), Is.EqualTo((HttpStatusCode.ServiceUnavailable, HttpStatusCode.Created)));
    }

    [Test]
    public async Task A_fault_of_ours_is_500_without_anything_of_its_inside_and_is_logged_by_route()
    {
        await SpoilWebhookAsync();
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key);

        await answer.IsGatewayErrorAsync(HttpStatusCode.InternalServerError, "Internal server error.");
        var (_, line) = _edge.Log.Lines.Single(logged => logged.EventId == 1004);
        Assert.That(line, Does.StartWith("Answered 500 on /v1/configs/webhook ").And.Contains("JsonException"));
    }

    [Test]
    public async Task After_a_fault_the_next_request_is_answered()
    {
        await SpoilWebhookAsync();
        using var fault = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key);
        using var answer = await _edge.PostAsync("/v1/messages", Text, _key);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_client_that_hangs_up_is_no_fault_of_ours()
    {
        await RawRequest.SendAsync(
            _edge, $"POST /v1/messages HTTP/1.1\nWA-API-KEY: {_key}\nContent-Length: 100", "{", hangUp: true);

        Assert.That(_edge.Log.Lines.Select(line => line.EventId), Has.No.Member(1003).And.No.Member(1004));
    }

    [Test]
    public async Task A_client_whose_connection_breaks_is_not_taken_for_a_missing_database()
    {
        for (var i = 0; i < 20; i++)
        {
            await RawRequest.ResetAsync(_edge, $"POST /v1/messages HTTP/1.1\nWA-API-KEY: {_key}\nContent-Length: 100", "{");
        }

        // Before the last connection is gone, edge has not dealt with all of them.
        await _edge.StopAsync();
        Assert.That(_edge.Log.Lines.Select(line => line.EventId), Has.No.Member(1003).And.No.Member(1004));
    }

    /// <summary>Something that no database and no client can be blamed for.</summary>
    private async Task SpoilWebhookAsync()
    {
        await using var db = await _edge.OpenDirectoryAsync();
        db.Webhooks.Add(new Webhook
        {
            ChannelId = _channelId,
            Url = "https://client.example/",
            Headers = _edge.Secrets.Protect("no json", _channelId, SecretField.WebhookHeaders),
            ChangedAt = default,
        });
        await db.SaveChangesAsync();
    }
}
