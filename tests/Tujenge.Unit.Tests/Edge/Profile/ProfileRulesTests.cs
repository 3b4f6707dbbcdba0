using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NUnit.Framework;
using Tujenge.Testing;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Profile;

/// <summary>What a profile may have, whatever it has already.</summary>
[Parallelizable]
internal sealed class ProfileRulesTests
{
    private const string Business = "/v1/settings/business/profile";
    private const string Photo = "/v1/settings/profile/photo";

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

    [TestCase("""{"vertical":["Education"]}""", "EDU", TestName = "The vertical as the only element of an array")]
    [TestCase("""{"vertical":"restaurant"}""", "RESTAURANT", TestName = "The vertical by its name in any case")]
    [TestCase("""{"vertical":"Hotel and Lodging"}""", "HOTEL", TestName = "The vertical by a label of v1")]
    public async Task The_vertical_is_taken_as_clients_write_it(string json, string vertical)
    {
        using var set = await SendAsync(HttpMethod.Post, Business, json);
        using var answer = await _edge.SendAsync(HttpMethod.Get, Business, _key);
        Assert.That(set.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"\"vertical\":\"{vertical}\""));
    }

    [TestCase("""{}""", 1008, "One of 'address', 'description', 'email', 'vertical' and 'websites' must be there")]
    [TestCase("""{"address":7}""", 1025, "Parameter 'address' must be a string, got a number")]
    [TestCase("""{"websites":[null]}""", 1008, "Parameter 'websites[0]' is absent")]
    [TestCase("""{"websites":"https://a.example"}""", 1025, "Parameter 'websites' must be an array, got a string")]
    [TestCase("""{"websites":["https://a.example","https://b.example","https://c.example"]}""", 1009, "Parameter 'websites' must have at most 2 addresses, got 3")]
    public async Task What_no_profile_can_have_is_refused(string json, int code, string details)
    {
        using var answer = await SendAsync(HttpMethod.Post, Business, json);
        var title = code switch { 1008 => "Required parameter is missing", 1009 => "Parameter value is not valid", _ => "Invalid request" };
        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, code, title, details);
    }

    [Test]
    public async Task An_industry_that_the_cloud_api_does_not_know_is_refused()
    {
        using var answer = await SendAsync(HttpMethod.Post, Business, """{"vertical":"Alchemy"}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Parameter 'vertical' must be one of OTHER, AUTO,").And.Contain("got 'Alchemy'"));
    }

    [TestCase("address", 256)]
    [TestCase("description", 256)]
    [TestCase("vertical", 128)]
    [TestCase("websites", 256)]
    [TestCase("email", 128)]
    public async Task Texts_have_their_limits(string field, int most)
    {
        var path = field == "websites" ? "websites[0]" : field;
        using var fits = await SendAsync(HttpMethod.Post, Business, Json(most));
        using var doesNot = await SendAsync(HttpMethod.Post, Business, Json(most + 1));
        var told = await fits.Content.ReadAsStringAsync();
        if (field == "vertical") // As long as it may be it is no industry.
        {
            Assert.That(told, Does.Contain("Parameter 'vertical' must be one of OTHER, AUTO,"));
        }
        else
        {
            Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.OK), told);
        }

        await doesNot.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", $"Parameter '{path}' must have at most {most} characters, got {most + 1}");

        string Json(int length)
        {
            var text = field switch
            {
                "email" => $"{new string('a', length - 12)}@example.com",
                "websites" => $"https://{new string('a', length - 8)}",
                _ => new string('a', length),
            };
            return field == "websites" ? $$"""{"websites":["{{text}}"]}""" : $$"""{"{{field}}":"{{text}}"}""";
        }
    }

    [Test]
    public async Task Two_websites_are_taken()
    {
        using var answer = await SendAsync(HttpMethod.Post, Business, """{"websites":["https://a.example","https://b.example"]}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task Without_an_app_no_photo_can_be_set_and_none_can_be_removed()
    {
        using var set = await SetPhotoAsync(Pictures.Png, "image/png");
        await set.IsV1ErrorAsync(
            HttpStatusCode.NotImplemented,
            1000,
            "Generic error",
            "The channel names no Meta app, which the photo is uploaded with: ask your operator to set its app_id");
        using var removed = await _edge.SendAsync(HttpMethod.Delete, Photo, _key);
        await removed.IsV1ErrorAsync(
            HttpStatusCode.NotImplemented,
            1000,
            "Generic error",
            "The Cloud API cannot remove a profile photo; set another one, or remove it in Meta's business manager");
    }

    [TestCase("image/gif", "Header Content-Type must be image/jpeg or image/png, and the body the photo itself, got 'image/gif'")]
    [TestCase("image/jpeg", "Header Content-Type says image/jpeg, but the file begins like image/png")]
    public async Task What_is_no_photo_is_refused(string type, string details)
    {
        using var answer = await SetPhotoAsync(Pictures.Png, type);
        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", details);
    }

    [Test]
    public async Task A_photo_may_come_under_another_name_of_its_type()
    {
        using var answer = await SetPhotoAsync(Pictures.JpegOf(640, 640), "image/jpg");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotImplemented), "only the app is missing");
    }

    [TestCase(192, 192)]
    [TestCase(640, 640)]
    public async Task A_square_that_is_large_enough_is_taken(int width, int height)
    {
        using var png = await SetPhotoAsync(Pictures.PngOf(width, height), "image/png");
        using var jpeg = await SetPhotoAsync(Pictures.JpegOf(width, height), "image/jpeg");
        Assert.That(
            (png.StatusCode, jpeg.StatusCode),
            Is.EqualTo((HttpStatusCode.NotImplemented, HttpStatusCode.NotImplemented)),
            "only the app is missing");
    }

    [TestCase(191, 191)]
    [TestCase(640, 300)]
    [TestCase(300, 640)]
    public async Task A_photo_that_is_small_or_no_square_is_refused(int width, int height)
    {
        using var png = await SetPhotoAsync(Pictures.PngOf(width, height), "image/png");
        using var jpeg = await SetPhotoAsync(Pictures.JpegOf(width, height), "image/jpeg");
        var details = $"The photo must be square and have at least 192 x 192 pixels, got {width} x {height}";
        await png.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", details);
        await jpeg.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", details);
    }

    [TestCase("image/png", "89504E470D0A1A0A")]
    [TestCase("image/jpeg", "FFD8FFE0")]
    public async Task A_photo_that_only_begins_like_one_is_refused(string type, string head)
    {
        byte[] file = [.. Convert.FromHexString(head), .. Enumerable.Range(1, 3000).Select(number => (byte)number)];
        using var answer = await SetPhotoAsync(file, type);
        await answer.IsV1ErrorAsync(
            HttpStatusCode.BadRequest,
            1009,
            "Parameter value is not valid",
            "The photo must be square and have at least 192 x 192 pixels, got a file whose width and height cannot be read");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_photo_that_is_too_large_is_told_how_large_it_may_be(bool isChunked)
    {
        const int most = 5 * 1024 * 1024;
        var bytes = Pictures.PngOf(640, 640, most + 1);
        using var fits = await SetPhotoAsync(bytes[..most], "image/png", isChunked);
        using var doesNot = await SetPhotoAsync(bytes, "image/png", isChunked);

        Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.NotImplemented), "only the app is missing");
        await doesNot.IsV1ErrorAsync(
            HttpStatusCode.BadRequest,
            1009,
            "Parameter value is not valid",
            $"The photo must have at most 5242880 bytes, got {(isChunked ? "more" : "5242881")}");
    }

    [Test]
    public async Task A_client_that_asks_first_need_not_send_a_photo_that_is_too_large()
    {
        var answer = await RawRequest.SendAsync(
            _edge, $"POST {Photo} HTTP/1.1\nWA-API-KEY: {_key}\nContent-Type: image/png\nContent-Length: 5242881\nExpect: 100-continue");
        Assert.That(answer, Does.StartWith("HTTP/1.1 400 ").And.Contain("The photo must have at most 5242880 bytes, got 5242881\""));
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string json) =>
        _edge.SendAsync(method, path, _key, new StringContent(json, Encoding.UTF8, "application/json"));

    private Task<HttpResponseMessage> SetPhotoAsync(byte[] bytes, string type, bool isChunked = false)
    {
        HttpContent content = isChunked ? new StreamContent(new Unmeasured(bytes)) : new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return _edge.SendAsync(HttpMethod.Post, Photo, _key, content);
    }
}
