using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>What edge answers while its database is away.</summary>
[Parallelizable]
internal sealed class WithoutDatabaseTests
{
    private const string Away = "The gateway's database does not answer; try again";
    private const string Text = """{"to":"255712000111","text":{"body":"hi"}}""";

    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (_channelId, _, _key) = await _edge.CreateChannelAsync();
        _edge.TakeDatabaseAway();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task V1_answers_503_and_1016()
    {
        using var send = await _edge.PostAsync("/v1/messages", Text, _key);
        using var read = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key);
        using var set = await _edge.PostAsync("/v1/configs/webhook", """{"url":"https://client.example/"}""", _key);

        await send.IsOverloadedAsync(Away);
        await read.IsGatewayErrorAsync(HttpStatusCode.ServiceUnavailable, Away);
        await set.IsGatewayErrorAsync(HttpStatusCode.ServiceUnavailable, Away);
        Assert.That(set.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(_edge.Sent, Is.Empty);
    }

    [Test]
    public async Task An_unknown_key_is_not_called_invalid()
    {
        using var answer = await _edge.PostAsync("/v1/messages", Text, "tjk_unknown");

        await answer.IsOverloadedAsync(Away);
    }

    [TestCase("POST", "channels", """{"phone_number":"255712000111","phone_number_id":"1","access_token":"a","app_secret":"b"}""")]
    [TestCase("GET", "channels", null)]
    [TestCase("GET", "channels/{0}", null)]
    [TestCase("POST", "channels/{0}/keys", null)]
    [TestCase("GET", "channels/{0}/keys", null)]
    [TestCase("DELETE", "keys/{0}", null)]
    public async Task The_admin_api_answers_503(string method, string path, string? json)
    {
        using var answer = await _edge.AdminAsync(new HttpMethod(method), $"/admin/v1/{string.Format(null, path, _channelId)}", json);

        Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        await answer.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "Service Unavailable", Away);
    }
}
