using System.Net;
using System.Text;
using NUnit.Framework;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Which of the two envelopes tells of which error (whatsapp-v1-api, section 1), resource by resource.</summary>
[Parallelizable]
internal sealed class EnvelopeTests
{
    private RunningEdge _edge = null!;
    private string _key = null!;
    private string _v1Key = null!;
    private RunningSimulator _whatsApp = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync(("Edge:MaxBodyBytes", "2048"));
        (_, _, _key) = await _edge.CreateChannelAsync();
        (_, _v1Key, _) = await _edge.CreateV1ChannelAsync(_whatsApp = await RunningSimulator.StartAsync());
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [TestCase("/v1/messages")]
    [TestCase("/v1/contacts")]
    public async Task What_the_api_refuses_itself_has_errors(string path)
    {
        using var answer = await _edge.PostAsync(path, "[]", _key);
        await answer.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1025, "Invalid request", "The body must be a JSON object, got an array");
    }

    [Test]
    public async Task What_a_resource_of_the_gateways_refuses_has_meta()
    {
        using var answer = await _edge.PostAsync("/v1/configs/webhook", "[]", _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadRequest, "The body must be a JSON object, got an array");
    }

    [Test]
    public async Task A_request_that_is_no_http_has_meta(
        [Values("/v1/messages", "/v1/contacts", "/v1/configs/webhook", "/v1/media")] string path,
        [Values("no number", "ffffffff")] string length,
        [Values] bool isCloud)
    {
        var answer = await RawRequest.SendAsync(
            _edge,
            $"POST {path} HTTP/1.1\nWA-API-KEY: {(isCloud ? _key : _v1Key)}\nContent-Type: {(path == "/v1/media" ? "image/png" : "application/json")}\nTransfer-Encoding: chunked",
            $"{length}\r\n{{}}");

        Assert.That(
            answer,
            Does.StartWith("HTTP/1.1 400 ").And.Contain("Content-Type: application/json").And.Contain(
                """{"meta":{"success":false,"http_code":400,"developer_message":"The request could not be read.","details":[]}}"""));
    }

    [Test]
    public async Task A_request_that_is_longer_than_usual_or_in_another_alphabet_gets_words_too()
    {
        var line = await RawRequest.SendAsync(_edge, $"GET /v1/nothing?filters={new string('x', 30_000)} HTTP/1.1\nWA-API-KEY: {_key}");
        var headers = await RawRequest.SendAsync(
            _edge, $"GET /v1/nothing HTTP/1.1\n{string.Join('\n', Enumerable.Range(0, 200).Select(number => $"X-{number}: {new string('x', 400)}"))}");
        var letters = await RawRequest.SendAsync(_edge, "GET /v1/configs/phone_number HTTP/1.1\nWA-API-KEY: cl\u00e9", encoding: Encoding.Latin1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((line[..13], headers[..13], letters[..13]), Is.EqualTo(("HTTP/1.1 404 ", "HTTP/1.1 404 ", "HTTP/1.1 401 ")));
            Assert.That(new[] { line, headers, letters }, Is.All.Contains("developer_message"));
        }
    }

    [TestCase("/v1/messages")]
    [TestCase("/v1/contacts")]
    [TestCase("/v1/configs/webhook")]
    public async Task Without_a_key_that_works_there_is_meta(string path)
    {
        using var answer = await _edge.PostAsync(path, "{}", "tjk_unknown");
        await answer.IsGatewayErrorAsync(HttpStatusCode.Unauthorized, "Invalid API key.");
    }

    [TestCase("/v1/messages")]
    [TestCase("/v1/contacts")]
    [TestCase("/v1/configs/webhook")]
    public async Task A_body_that_is_too_large_has_meta(string path)
    {
        using var answer = await _edge.PostAsync(path, new string(' ', 2049), _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.RequestEntityTooLarge, "The body must have at most 2048 bytes, got 2049.");
    }

    [TestCase("/v1/messages")]
    [TestCase("/v1/contacts")]
    [TestCase("/v1/configs/webhook")]
    public async Task A_body_of_another_type_has_meta(string path)
    {
        using var content = new StringContent("<a/>", Encoding.UTF8, "application/xml");
        using var answer = await _edge.SendAsync(HttpMethod.Post, path, _key, content);
        await answer.IsGatewayErrorAsync(HttpStatusCode.UnsupportedMediaType, "Content-Type must be application/json.");
    }

    [TestCase("/v1/messages", "POST")]
    [TestCase("/v1/contacts", "POST")]
    [TestCase("/v1/contacts/255712000111/identity", "GET", "PUT")]
    [TestCase("/v1/media", "POST")]
    [TestCase("/v1/media/7", "DELETE", "GET")]
    [TestCase("/v1/configs/phone_number", "GET")]
    public async Task A_method_that_is_not_there_has_meta_and_says_which_are(string path, params string[] allowed)
    {
        using var answer = await _edge.SendAsync(new HttpMethod("TEA"), path, _key);

        Assert.That(answer.Content.Headers.Allow.Intersect(allowed), Is.EquivalentTo(allowed));
        await answer.IsGatewayErrorAsync(
            HttpStatusCode.MethodNotAllowed, "This path does not allow this method; see the Allow header.");
    }

    [Test]
    public async Task Ten_megabytes_are_refused_before_they_are_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/contacts") { Content = new ByteArrayContent(new byte[10_000_000]) };
        request.Headers.Add("WA-API-KEY", _key);
        request.Headers.ExpectContinue = true;
        using var answer = await _edge.Http.SendAsync(request);

        await answer.IsGatewayErrorAsync(HttpStatusCode.RequestEntityTooLarge, "The body must have at most 2048 bytes, got 10000000.");
    }
}
