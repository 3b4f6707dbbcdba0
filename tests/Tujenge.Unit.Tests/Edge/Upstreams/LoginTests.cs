using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge.Upstreams;

/// <summary>What comes of a call whose login token a v1 server takes no more.</summary>
[Parallelizable]
internal sealed class LoginTests
{
    private RecordingServer _server = null!;
    private RunningEdge _edge = null!;
    private string _key = "";

    [SetUp]
    public async Task StartAsync()
    {
        _server = await RecordingServer.StartAsync();
        _edge = await RunningEdge.StartAsync();
        (_, _key, _) = await _edge.CreateV1ChannelAsync(_server.Url);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_token_that_ended_is_replaced_and_a_small_call_repeated()
    {
        _server.Handler = RefuseFirstToken;
        using var answer = await _edge.PostAsync("/v1/contacts", """{"contacts":["1"]}""", _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_server.Calls.Select(call => Encoding.UTF8.GetString(call.Body)), Is.All.EqualTo("""{"contacts":["1"]}""").And.Exactly(2).Items);
    }

    [Test]
    public async Task A_file_is_not_kept_so_the_client_sends_it_again()
    {
        _server.Handler = RefuseFirstToken;
        using var first = await _edge.SendAsync(HttpMethod.Post, "/v1/media", _key, File());
        await first.IsOverloadedAsync("The login at the WhatsApp API had ended; send the file again");
        using var second = await _edge.SendAsync(HttpMethod.Post, "/v1/media", _key, File());
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_server.Calls.Last().Body, Has.Length.EqualTo(200_000));

        static ByteArrayContent File() => new([0xFF, 0xD8, 0xFF, .. new byte[199_997]]) { Headers = { ContentType = new("image/jpeg") } };
    }

    [Test]
    public async Task A_server_that_takes_no_token_is_the_operators_business()
    {
        _server.Handler = context =>
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync("who are you?");
        };
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/groups", _key);
        await answer.IsV1ErrorAsync(
            HttpStatusCode.InternalServerError, 1005, "Access denied", "The WhatsApp API refuses the gateway's login");
        Assert.That((_server.Calls.Count, _server.Logins), Is.EqualTo((2, 2)));
    }

    private static Task RefuseFirstToken(HttpContext context)
    {
        context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer token-1" ? 401 : 200;
        return context.Response.WriteAsync("{}");
    }
}
