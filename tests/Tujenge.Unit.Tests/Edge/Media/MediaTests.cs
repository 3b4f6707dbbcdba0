using System.Net;
using System.Net.Http.Headers;
using NUnit.Framework;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Media;

/// <summary>Media through the real edge to the simulated WhatsApp and back.</summary>
[Parallelizable]
internal sealed class MediaTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Range(0, 3000).Select(number => (byte)number)];

    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync();
        (_, _, _key) = await _edge.CreateChannelAsync(_whatsApp);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [Test]
    public async Task A_file_comes_back_as_it_was_until_it_is_deleted()
    {
        var id = await UploadedAsync(Jpeg, "image/jpeg");
        using var file = await _edge.SendAsync(HttpMethod.Get, $"/v1/media/{id}", _key);
        using var deleted = await _edge.SendAsync(HttpMethod.Delete, $"/v1/media/{id}", _key);
        using var gone = await _edge.SendAsync(HttpMethod.Get, $"/v1/media/{id}", _key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(file.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(file.Content.Headers.ContentType?.ToString(), Is.EqualTo("image/jpeg"));
            Assert.That(file.Content.Headers.ContentLength, Is.EqualTo(Jpeg.Length));
            Assert.That(await file.Content.ReadAsByteArrayAsync(), Is.EqualTo(Jpeg));
            Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        await gone.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no media with this id");
    }

    [Test]
    public async Task A_file_without_a_length_is_passed_on_too()
    {
        using var content = new StreamContent(new Unmeasured(Jpeg));
        content.Headers.ContentType = new("image/jpeg");
        using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/media", _key, content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Opus_is_named_as_WhatsApp_wants_it()
    {
        var id = await UploadedAsync([.. "OggS"u8, .. new byte[24], .. "OpusHead"u8, .. new byte[40]], "audio/ogg");
        using var file = await _edge.SendAsync(HttpMethod.Get, $"/v1/media/{id}", _key);
        Assert.That(file.Content.Headers.ContentType?.ToString(), Is.EqualTo("audio/ogg; codecs=opus"));
    }

    [TestCase("image/jpg")]
    [TestCase("image/pjpeg; q=1")]
    [TestCase("Image/JPG")]
    public async Task What_has_several_names_is_taken_under_WhatsApps(string name)
    {
        var id = await UploadedAsync(Jpeg, name);
        using var file = await _edge.SendAsync(HttpMethod.Get, $"/v1/media/{id}", _key);
        using var sent = await _edge.PostAsync("/v1/messages", $$$"""{"to":"255712000111","type":"image","image":{"id":"{{{id}}}"}}""", _key);

        Assert.That(file.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/jpeg"));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Another_channels_media_does_not_exist()
    {
        var id = await UploadedAsync(Jpeg, "image/jpeg");
        await _whatsApp.DoAsync(
            HttpMethod.Put,
            "numbers/other",
            $$"""{"phone_number":"255754000009","access_token":"{{RunningSimulator.Token}}","waba_id":"9","app_secret":"s"}""");
        var (_, _, other) = await _edge.CreateChannelAsync(_whatsApp, "other");

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            using var answer = await _edge.SendAsync(method, $"/v1/media/{id}", other);
            await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no media with this id");
        }
    }

    [TestCase("unknown")]
    [TestCase("..%2f..%2fme")]
    [TestCase("a%3fb")]
    public async Task An_id_that_is_none_is_unknown(string id)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, $"/v1/media/{id}", _key);
        await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no media with this id");
    }

    [TestCase("image/png", "Header Content-Type says image/png, but the file begins like image/jpeg")]
    [TestCase("audio/ogg", "Header Content-Type says audio/ogg, but the file begins like image/jpeg")]
    [TestCase("application/pdf", "Header Content-Type says application/pdf, but the file begins like image/jpeg")]
    [TestCase("text/plain; charset=utf-8", "Header Content-Type says text/plain, but the file begins like image/jpeg")]
    [TestCase("application/msword", "Header Content-Type says application/msword, but the file begins like image/jpeg")]
    public async Task A_file_that_is_not_what_it_is_called_is_refused(string type, string details)
    {
        using var answer = await UploadAsync(Jpeg, type);
        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", details);
    }

    [Test]
    public async Task A_file_without_a_type_a_form_and_nothing_are_refused()
    {
        using var untyped = await _edge.SendAsync(HttpMethod.Post, "/v1/media", _key, new ByteArrayContent(Jpeg));
        using var form = await _edge.SendAsync(
            HttpMethod.Post, "/v1/media", _key, new MultipartFormDataContent { { new ByteArrayContent(Jpeg), "file", "file" } });
        using var nothing = await UploadAsync([], "image/jpeg");

        await untyped.IsV1ErrorAsync(
            HttpStatusCode.BadRequest,
            1008,
            "Required parameter is missing",
            "Header Content-Type must say what the file is, such as image/jpeg");
        await form.IsV1ErrorAsync(
            HttpStatusCode.BadRequest,
            1025,
            "Invalid request",
            "The body must be the file itself and Content-Type its MIME type, such as image/jpeg: no form");
        await nothing.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1008, "Required parameter is missing", "The body is empty; it must be the file itself");
    }

    [TestCase("*/*")]
    [TestCase("image/*")]
    public async Task A_range_of_types_says_nothing_of_a_file(string range)
    {
        using var content = new ByteArrayContent(Jpeg);
        content.Headers.TryAddWithoutValidation("Content-Type", range);
        using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/media", _key, content);
        await answer.IsV1ErrorAsync(
            HttpStatusCode.BadRequest,
            1008,
            "Required parameter is missing",
            "Header Content-Type must say what the file is, such as image/jpeg");
    }

    [TestCase("image/jpeg", 5 * 1024 * 1024, "image", "FFD8FFE0")]
    [TestCase("audio/mpeg", 16 * 1024 * 1024, "audio", "FFFB9064")]
    [TestCase("video/mp4", 16 * 1024 * 1024, "video", "000000186674797069736F6D")]
    [TestCase("image/webp", 500 * 1024, "sticker", "524946460000000057454250565038580A00000002")] // VP8X, animated
    [TestCase("image/webp", 100 * 1024, "static sticker", "524946460000000057454250565038580A00000010")] // VP8X, transparent only
    [TestCase("image/webp", 100 * 1024, "static sticker", "5249464600000000574542505650384C0A00000002")] // VP8L
    public async Task A_file_may_be_so_large_and_no_larger(string type, int most, string kind, string head)
    {
        var file = new byte[most + 1];
        Convert.FromHexString(head).CopyTo(file, 0);

        using var fits = await UploadAsync(file[..most], type);
        using var measured = await UploadAsync(file, type);
        using var content = new StreamContent(new Unmeasured(file));
        content.Headers.ContentType = new(type);
        using var unmeasured = await _edge.SendAsync(HttpMethod.Post, "/v1/media", _key, content);

        Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var details = $"The file must have at most {most} bytes: so large may {kind} be ({type}), got";
        await measured.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", $"{details} {most + 1}");
        await unmeasured.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", $"{details} more");
    }

    [TestCase("application/pdf")]
    [TestCase("text/plain")]
    public async Task A_document_may_be_large_but_not_larger(string type)
    {
        var answer = await RawRequest.SendAsync(
            _edge, $"POST /v1/media HTTP/1.1\nWA-API-KEY: {_key}\nContent-Type: {type}\nContent-Length: 104857601");
        Assert.That(answer, Does.StartWith("HTTP/1.1 400 ").And.Contain(
            $"\"The file must have at most 104857600 bytes: so large may document be ({type}), got 104857601\""));
    }

    [TestCase("video/mp4", "")]
    [TestCase("video/3gpp", "68646C720000000000000000766964650000")] // hdlr, vide
    public async Task A_video_without_sound_is_taken_with_a_warning(string type, string end)
    {
        using var answer = await UploadAsync([0, 0, 0, 24, .. "ftypisom"u8, .. new byte[100_000], .. Convert.FromHexString(end)], type);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            answer.Headers.GetValues("Tujenge-Warning"), Is.EqualTo(["The video has no audio track: WhatsApp may refuse it"]));
    }

    [TestCase("video/mp4", "68646C720000000000000000736F756E0000")] // hdlr, soun
    [TestCase("video/3gpp", "68646C720000000000000000736F756E0000")]
    [TestCase("audio/mp4", "")]
    public async Task A_video_with_sound_is_not_warned_of(string type, string end)
    {
        using var answer = await UploadAsync([0, 0, 0, 24, .. "ftypisom"u8, .. new byte[100_000], .. Convert.FromHexString(end)], type);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Headers.Contains("Tujenge-Warning"), Is.False);
    }

    [TestCase("FF0100FF0100", null)]
    [TestCase("FF0100FF0000", "A sticker should have 512 x 512 pixels, got 512 x 256")]
    public async Task A_sticker_of_another_size_is_taken_with_a_warning(string size, string? warning)
    {
        using var answer = await UploadAsync(Convert.FromHexString($"524946460000000057454250565038580A00000002000000{size}"), "image/webp");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Headers.TryGetValues("Tujenge-Warning", out var warnings) ? warnings.Single() : null, Is.EqualTo(warning));
    }

    [Test]
    public async Task A_token_that_WhatsApp_refuses_is_not_the_clients_fault()
    {
        await _whatsApp.DoAsync(
            HttpMethod.Put, "numbers/third", """{"phone_number":"255754000007","access_token":"new","waba_id":"7","app_secret":"s"}""");
        var (_, _, key) = await _edge.CreateChannelAsync(_whatsApp, "third");
        using var answer = await UploadAsync(Jpeg, "image/jpeg", key);
        await answer.IsV1ErrorAsync(
            HttpStatusCode.InternalServerError,
            1005,
            "Access denied",
            "cloud 190: Invalid OAuth access token - Cannot parse access token");
    }

    [Test]
    public async Task WhatsApp_that_is_away_is_a_502()
    {
        var (id, _, key) = await _edge.CreateChannelAsync();
        using (await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{id}", """{"cloud_base_url":"http://127.0.0.1:9"}"""))
        {
        }

        using var upload = await UploadAsync(Jpeg, "image/jpeg", key);
        using var download = await _edge.SendAsync(HttpMethod.Get, "/v1/media/1", key);
        using var deletion = await _edge.SendAsync(HttpMethod.Delete, "/v1/media/1", key);
        foreach (var answer in new[] { upload, download, deletion })
        {
            await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
        }
    }

    private Task<HttpResponseMessage> UploadAsync(byte[] file, string type, string? key = null)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return _edge.SendAsync(HttpMethod.Post, "/v1/media", key ?? _key, content);
    }

    private async Task<string> UploadedAsync(byte[] file, string type)
    {
        using var answer = await UploadAsync(file, type);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return (await answer.ReadJsonAsync()).GetProperty("media")[0].GetProperty("id").GetString()!;
    }
}
