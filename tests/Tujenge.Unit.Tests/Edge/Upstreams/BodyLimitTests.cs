using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Edge.Upstreams;

/// <summary>How large bodies may be, and what files may be, on their way to a v1 server (limits, sections 1 and 2).</summary>
[Parallelizable]
internal sealed class BodyLimitTests
{
    private const int MostJson = 1024;
    private const int MostImage = 5 * 1024 * 1024;

    private RecordingServer _server = null!;
    private RunningEdge _edge = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RecordingServer.StartAsync();
        _edge = await RunningEdge.StartAsync(("Edge:MaxBodyBytes", $"{MostJson}"));
        (_, _key, _) = await _edge.CreateV1ChannelAsync(_server.Url);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _server.DisposeAsync();
    }

    [SetUp]
    public void Forget() => _server.Forget();

    [Test]
    public async Task The_framing_of_chunks_does_not_count()
    {
        var answer = await SendChunksAsync(MostJson);
        Assert.That(answer, Does.StartWith("HTTP/1.1 200 "));
        Assert.That(_server.Calls.Single().Body, Has.Length.EqualTo(MostJson));
    }

    [Test]
    public async Task What_is_in_chunks_does()
    {
        var answer = await SendChunksAsync(MostJson + 1);
        Assert.That(answer, Does.StartWith("HTTP/1.1 413 ").And.Contain("The body must have at most 1024 bytes."));
        Assert.That(_server.Calls, Is.Empty);
    }

    [TestCase("groups", "application/json", 1025, 413, "The body must have at most 1024 bytes, got 1025.")]
    [TestCase("groups/7/icon", "image/png", 104_857_601, 413, "The body must have at most 104857600 bytes, got 104857601.")]
    [TestCase("settings/profile/photo", "image/png", 5_242_881, 400, "The photo must have at most 5242880 bytes, got 5242881")]
    public async Task Each_body_has_its_own_limit_and_is_told_it(string path, string type, int length, int status, string message)
    {
        var answer = await RawRequest.SendAsync(
            _edge, $"POST /v1/{path} HTTP/1.1\nWA-API-KEY: {_key}\nContent-Type: {type}\nContent-Length: {length}\nExpect: 100-continue");
        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} ").And.Contain(message));
        Assert.That(_server.Calls, Is.Empty);
    }

    [Test]
    public async Task A_file_is_no_larger_than_its_kind_may_be()
    {
        byte[] file = [0xFF, 0xD8, 0xFF, .. new byte[MostImage - 2]];
        using var fits = await UploadAsync(new ByteArrayContent(file[..MostImage]), "image/jpeg");
        using var measured = await UploadAsync(new ByteArrayContent(file), "image/jpeg");
        using var unmeasured = await UploadAsync(new StreamContent(new Unmeasured(file)), "image/jpeg");

        Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await IsTooLargeAsync(measured, "The file must have at most 5242880 bytes: so large may image be (image/jpeg), got 5242881");
        await IsTooLargeAsync(unmeasured, "The file must have at most 5242880 bytes: so large may image be (image/jpeg), got more");
        Assert.That(_server.Calls.Single().Body, Is.EqualTo(file[..MostImage]));
    }

    [Test]
    public async Task A_static_sticker_in_chunks_is_told_its_own_limit()
    {
        byte[] file = [.. "RIFF0000WEBPVP8L"u8, .. new byte[100 * 1024]];
        using var answer = await UploadAsync(new StreamContent(new Unmeasured(file)), "image/webp");
        await IsTooLargeAsync(answer, "The file must have at most 102400 bytes: so large may static sticker be (image/webp), got more");
    }

    [TestCase("media", "image/png", "Header Content-Type says image/png, but the file begins like image/jpeg")]
    [TestCase("media", "text/plain", "Header Content-Type says text/plain, but the file begins like image/jpeg")]
    [TestCase("media", "application/msword", "Header Content-Type says application/msword, but the file begins like image/jpeg")]
    [TestCase("settings/profile/photo", "image/png", "Header Content-Type says image/png, but the file begins like image/jpeg")]
    [TestCase("settings/profile/photo", "image/gif", "Header Content-Type must be image/jpeg or image/png, and the body the photo itself, got 'image/gif'")]
    public async Task A_file_that_is_not_what_it_is_called_is_not_passed_on(string path, string type, string details)
    {
        using var answer = await UploadAsync(new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0]), type, path);
        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", details);
        Assert.That(_server.Calls, Is.Empty);
    }

    [TestCase("/v1/groups", "POST")]
    [TestCase("/v1/groups/7", "PUT")]
    public async Task A_groups_subject_has_its_limits(string path, string method)
    {
        foreach (var (length, isWarned) in new[] { (25, false), (26, true), (128, true) })
        {
            using var fits = await SendAsync(method, path, Subject(length));
            Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(
                fits.Headers.TryGetValues("Tujenge-Warning", out var warnings) ? warnings : [],
                Is.EqualTo(isWarned ? ["Parameter 'subject' should have at most 25 characters, which is what clients of v1 allow"] : Array.Empty<string>()));
            Assert.That(Encoding.UTF8.GetString(_server.Calls.Last().Body), Is.EqualTo(Subject(length)));
        }

        _server.Forget();
        using var doesNot = await SendAsync(method, path, Subject(129));
        await doesNot.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", "Parameter 'subject' must have at most 128 characters, got 129");
        Assert.That(_server.Calls, Is.Empty);

        static string Subject(int length) => $$"""{"subject":"{{new string('é', length)}}"}""";
    }

    [TestCase("PATCH", "profile/about", """{"text":"LONG"}""", 140, "Parameter 'text' must have at most 139 characters, got 140")]
    [TestCase("POST", "business/profile", """{"address":"LONG"}""", 257, "Parameter 'address' must have at most 256 characters, got 257")]
    [TestCase("POST", "business/profile", """{"vertical":"LONG"}""", 129, "Parameter 'vertical' must have at most 128 characters, got 129")]
    public async Task A_profile_has_the_limits_of_the_Cloud_API(string method, string path, string json, int length, string details)
    {
        using var fits = await SendAsync(method, $"/v1/settings/{path}", Json(length - 1));
        Assert.That(Encoding.UTF8.GetString(_server.Calls.Single().Body), Is.EqualTo(Json(length - 1)));
        using var doesNot = await SendAsync(method, $"/v1/settings/{path}", Json(length));
        await doesNot.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", details);
        Assert.That(_server.Calls, Has.Count.EqualTo(1));

        string Json(int count) => json.Replace("LONG", new string('a', count), StringComparison.Ordinal);
    }

    [TestCase("""{"vertical":["Alchemy"],"other":1.0}""", """{"other":1.0,"vertical":"Alchemy"}""")]
    [TestCase("""{"vertical":[],"other":1.0,"email":""}""", """{"other":1.0,"email":""}""")]
    public async Task The_vertical_reaches_the_server_as_one_text(string json, string expected)
    {
        using var answer = await SendAsync("POST", "/v1/settings/business/profile", json);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        Assert.That(Encoding.UTF8.GetString(_server.Calls.Single().Body), Is.EqualTo(expected));
        Assert.That(_server.Calls.Single().Headers["Content-Length"], Is.EqualTo($"{expected.Length}"));
    }

    [TestCase(640, 300)]
    [TestCase(191, 191)]
    public async Task A_photo_that_is_small_or_no_square_is_not_passed_on(int width, int height)
    {
        using var answer = await UploadAsync(new ByteArrayContent(Pictures.PngOf(width, height)), "image/png", "settings/profile/photo");
        await answer.IsV1ErrorAsync(
            HttpStatusCode.BadRequest,
            1009,
            "Parameter value is not valid",
            $"The photo must be square and have at least 192 x 192 pixels, got {width} x {height}");
        Assert.That(_server.Calls, Is.Empty);
    }

    [Test]
    public async Task A_video_without_sound_is_passed_on_with_a_warning()
    {
        using var answer = await UploadAsync(new ByteArrayContent([0, 0, 0, 24, .. "ftypisom"u8, .. new byte[3000]]), "video/mp4");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            answer.Headers.GetValues("Tujenge-Warning"), Is.EqualTo(["The video has no audio track: WhatsApp may refuse it"]));
    }

    [Test]
    public async Task What_the_server_refuses_is_not_warned_of()
    {
        _server.Handler = context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsJsonAsync(new { errors = Array.Empty<string>() });
        };
        using var answer = await UploadAsync(new ByteArrayContent([0, 0, 0, 24, .. "ftypisom"u8, .. new byte[3000]]), "video/mp4");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Headers.Contains("Tujenge-Warning"), Is.False);
    }

    [TestCase("media", true)]
    [TestCase("media", false)]
    [TestCase("settings/profile/photo", true)]
    [TestCase("settings/profile/photo", false)]
    public async Task A_file_comes_as_it_was(string path, bool isChunked)
    {
        byte[] file = [.. Pictures.JpegOf(640, 640, 100), .. Enumerable.Range(0, 200_000).Select(number => (byte)number)];
        using var answer = await UploadAsync(
            isChunked ? new StreamContent(new Unmeasured(file)) : new ByteArrayContent(file), "image/jpeg", path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_server.Calls.Single().Body, Is.EqualTo(file));
        Assert.That(_server.Calls.Single().Headers["Content-Type"], Is.EqualTo("image/jpeg"));
    }

    private static Task IsTooLargeAsync(HttpResponseMessage answer, string details) =>
        answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", details);

    /// <summary>JSON in chunks of one byte each, which take six.</summary>
    private Task<string> SendChunksAsync(int length)
    {
        var json = new StringBuilder();
        foreach (var letter in $"\"{new string('x', length - 2)}\"")
        {
            json.Append("1\r\n").Append(letter).Append("\r\n");
        }

        return RawRequest.SendAsync(
            _edge,
            $"POST /v1/groups/7/leave HTTP/1.1\nWA-API-KEY: {_key}\nContent-Type: application/json\nTransfer-Encoding: chunked",
            $"{json}0\r\n\r\n");
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, string json) =>
        _edge.SendAsync(new HttpMethod(method), path, _key, new StringContent(json, Encoding.UTF8, "application/json"));

    private Task<HttpResponseMessage> UploadAsync(HttpContent content, string type, string path = "media")
    {
        content.Headers.ContentType = new(type);
        return _edge.SendAsync(HttpMethod.Post, $"/v1/{path}", _key, content);
    }
}
