using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge.Media;

/// <summary>The addresses that Graph gives for media: they run out, and the token goes to nobody else.</summary>
[Parallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class MediaAddressTests
{
    private readonly ConcurrentQueue<string> _addresses = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private WebApplication _graph = null!;
    private RunningEdge _edge = null!;
    private string _key = "";
    private string? _disposition;
    private string _mimeType = "image/jpeg";

    [SetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8);
        _graph = builder.Build();
        _graph.MapGet("/v23.0/{id}", (HttpRequest request) =>
        {
            _addresses.TryDequeue(out var address);
            return Results.Json(new { id = "7", url = address!.Replace("HERE", $"{request.Host}", StringComparison.Ordinal), mime_type = _mimeType });
        });
        _graph.MapGet("/files/{name}", (string name, HttpRequest request) =>
        {
            _asked.Enqueue($"{name} {request.Headers.Authorization}");
            return name == "good" ? Results.Bytes([1, 2, 3], "image/jpeg") : Results.StatusCode(int.Parse(name));
        });
        _graph.MapGet("/named/7", (HttpContext context) =>
        {
            context.Response.Headers.ContentDisposition = _disposition;
            return Results.Bytes([1, 2, 3], "application/pdf");
        });
        _graph.MapGet("/broken/{bytes:int}", async (int bytes, HttpContext context) =>
        {
            context.Response.ContentLength = 1_000_000;
            await context.Response.Body.WriteAsync(new byte[bytes]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await _graph.StartAsync();

        _edge = await RunningEdge.StartAsync();
        var (id, _, key) = await _edge.CreateChannelAsync();
        _key = key;
        using var changed = await _edge.AdminAsync(
            HttpMethod.Patch, $"/admin/v1/channels/{id}", $$"""{"cloud_base_url":"{{_graph.Urls.Single()}}"}""");
        changed.EnsureSuccessStatusCode();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _graph.DisposeAsync();
    }

    [TestCase("401")]
    [TestCase("403")]
    [TestCase("404")]
    public async Task An_address_that_ran_out_is_asked_for_again(string status)
    {
        _addresses.Enqueue($"http://HERE/files/{status}");
        _addresses.Enqueue("http://HERE/files/good");
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/media/7", _key);
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(_asked, Is.EqualTo(new[] { $"{status} Bearer token", "good Bearer token" }));
    }

    [Test]
    public async Task It_is_asked_for_no_more_than_twice()
    {
        _addresses.Enqueue("http://HERE/files/403");
        _addresses.Enqueue("http://HERE/files/403");
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/media/7", _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    [Test]
    public async Task A_file_that_breaks_off_before_its_first_byte_is_a_502()
    {
        _addresses.Enqueue("http://HERE/broken/0");
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/media/7", _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
        Assert.That(answer.Headers.Contains("X-Content-Type-Options"), Is.False);
    }

    [Test]
    public void Half_a_file_does_not_look_like_a_whole_one()
    {
        _addresses.Enqueue("http://HERE/broken/100000");
        Assert.That(
            async () =>
            {
                using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/media/7", _key);
                await answer.Content.ReadAsByteArrayAsync();
            },
            Throws.InstanceOf<HttpRequestException>());
    }

    [TestCase("attachment; filename=\"order 7.pdf\"", "attachment; filename=\"order 7.pdf\"")]
    [TestCase("attachment; filename*=UTF-8''dawa%20m%C3%BC.pdf", "attachment; filename*=UTF-8''dawa%20m%C3%BC.pdf")]
    [TestCase("no disposition at all = ;", "no disposition at all = ;")]
    [TestCase("attachment; filename=\"mü.pdf\"", null)] // no header may say it so
    [TestCase(null, null)]
    public async Task A_file_is_named_as_its_host_names_it(string? said, string? passed)
    {
        _disposition = said;
        _addresses.Enqueue("http://HERE/named/7");
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/media/7", _key);
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(
            answer.Content.Headers.NonValidated.TryGetValues("Content-Disposition", out var names) ? names.ToString() : null,
            Is.EqualTo(passed));
    }

    [TestCase("image/jpeg; name=\"ü.jpg\"")]
    [TestCase("image/jpeg\n")]
    [TestCase("")]
    public async Task A_type_that_no_header_may_say_is_that_of_any_file(string mimeType)
    {
        _mimeType = mimeType;
        _addresses.Enqueue("http://HERE/files/good");
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/media/7", _key);
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/octet-stream"));
    }

    [TestCase("http://localhost.HERE/files/good", "http://localhost.")]
    [TestCase("http://lookaside.fbsbx.com/files/good", "http://lookaside.fbsbx.com:")] // not https
    [TestCase("https://lookaside.fbsbx.com.example/files/good?secret=1", "https://lookaside.fbsbx.com.example:")]
    [TestCase("https://lookaside.fbsbx.com:8443/files/good", "https://lookaside.fbsbx.com:8443:")]
    [TestCase("https://HERE/files/good", "https://127.0.0.1:")]
    [TestCase("file:///etc/passwd", "file://:")]
    [TestCase("/files/good", "no host:")]
    public async Task Nobody_else_gets_the_token_and_the_operator_is_told(string address, string host)
    {
        _addresses.Enqueue(address);
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/media/7", _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
        Assert.That(_asked, Is.Empty);
        var line = _edge.Log.Lines.Single(line => line.EventId == 1050).Line;
        Assert.That(line, Does.Contain($" at {host}").And.Contain("Edge:MediaHosts").And.Not.Contain("good"));
    }
}
