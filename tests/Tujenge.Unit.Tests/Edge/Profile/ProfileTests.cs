using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NUnit.Framework;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Profile;

/// <summary>The three settings that clients may use, through the real edge at the simulated WhatsApp.</summary>
[Parallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ProfileTests
{
    private const string Business = "/v1/settings/business/profile";
    private const string About = "/v1/settings/profile/about";
    private const string Photo = "/v1/settings/profile/photo";
    private const string Meta = """{"api_status":"stable","version":"2.53.1"}""";

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', .. Enumerable.Range(0, 3000).Select(number => (byte)number)];

    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = "";

    [SetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync();
        (_channelId, _, _key) = await _edge.CreateChannelAsync(_whatsApp);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [Test]
    public async Task The_business_profile_is_set_in_parts_and_read_as_a_whole()
    {
        await DoneAsync(HttpMethod.Post, Business, """
            {"address":"Dar","description":"Shoes","email":"shop@example.com","vertical":"Shopping & Retail","websites":["https://shop.example"]}
            """);
        await DoneAsync(HttpMethod.Post, Business, """{"description":"","websites":[]}""");

        Assert.That(await GetAsync(Business), Is.EqualTo(
            $$$$"""{"settings":{"business":{"profile":{"address":"Dar","description":"","email":"shop@example.com","vertical":"RETAIL","websites":[]}}},"meta":{{{{Meta}}}}}"""));
    }

    [Test]
    public async Task A_profile_that_nobody_has_set_is_empty()
    {
        Assert.That(await GetAsync(Business), Is.EqualTo(
            $$$$"""{"settings":{"business":{"profile":{"address":"","description":"","email":"","vertical":"","websites":[]}}},"meta":{{{{Meta}}}}}"""));
        Assert.That(await GetAsync(About), Is.EqualTo($$$$"""{"settings":{"profile":{"about":{"text":""}}},"meta":{{{{Meta}}}}}"""));
        using var photo = await _edge.SendAsync(HttpMethod.Get, Photo, _key);
        await photo.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no profile photo");
    }

    [TestCase("""{"vertical":["Education"]}""", "EDU", TestName = "The vertical as the only element of an array")]
    [TestCase("""{"vertical":"restaurant"}""", "RESTAURANT", TestName = "The vertical by its name in any case")]
    [TestCase("""{"vertical":"Hotel and Lodging"}""", "HOTEL", TestName = "The vertical by a label of v1")]
    public async Task The_vertical_is_taken_as_clients_write_it(string json, string vertical)
    {
        await DoneAsync(HttpMethod.Post, Business, json);
        Assert.That(await GetAsync(Business), Does.Contain($"\"vertical\":\"{vertical}\""));
    }

    [TestCase("""{}""", 1008, "One of 'address', 'description', 'email', 'vertical' and 'websites' must be there")]
    [TestCase("""{"address":7}""", 1025, "Parameter 'address' must be a string, got a number")]
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
        if (field != "vertical") // As long as it may be it is no industry.
        {
            Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.OK), await fits.Content.ReadAsStringAsync());
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
    public async Task The_about_line_is_set_and_read()
    {
        await DoneAsync(HttpMethod.Patch, About, """{"text":"Karibu 👋"}""");
        Assert.That(await GetAsync(About), Is.EqualTo($$$$"""{"settings":{"profile":{"about":{"text":"Karibu {{{{Escaped}}}}"}}},"meta":{{{{Meta}}}}}"""));

        using var fits = await SendAsync(HttpMethod.Patch, About, $$"""{"text":"{{new string('a', 139)}}"}""");
        Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var tooLong = await SendAsync(HttpMethod.Patch, About, $$"""{"text":"{{new string('a', 140)}}"}""");
        await tooLong.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", "Parameter 'text' must have at most 139 characters, got 140");
        using var empty = await SendAsync(HttpMethod.Patch, About, """{"text":""}""");
        await empty.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", "Parameter 'text' must not be empty");
        using var absent = await SendAsync(HttpMethod.Patch, About, "{}");
        await absent.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1008, "Required parameter is missing", "Parameter 'text' is absent");
    }

    [Test]
    public async Task A_photo_is_set_with_the_app_and_read_as_bytes_and_as_a_link()
    {
        using (var changed = await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{_channelId}", """{"app_id":"300000000000001"}"""))
        {
            changed.EnsureSuccessStatusCode();
        }

        using var set = await SetPhotoAsync(Png, "image/png");
        Assert.That(set.StatusCode, Is.EqualTo(HttpStatusCode.OK), await set.Content.ReadAsStringAsync());

        using var photo = await _edge.SendAsync(HttpMethod.Get, Photo, _key);
        Assert.That(photo.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/png"));
        Assert.That(await photo.Content.ReadAsByteArrayAsync(), Is.EqualTo(Png));

        Assert.That(await GetAsync($"{Photo}?format=link"), Does.StartWith("""{"settings":{"profile":{"photo":{"link":"http://127.0.0.1:"""));
    }

    [Test]
    public async Task Without_an_app_no_photo_can_be_set_and_none_can_be_removed()
    {
        using var set = await SetPhotoAsync(Png, "image/png");
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

    [TestCase("image/gif", 10, "Header Content-Type must be image/jpeg or image/png, and the body the photo itself")]
    [TestCase("image/jpeg", 10, "Header Content-Type says image/jpeg, but the file begins like image/png")]
    [TestCase("image/png", 5_242_881, "The photo must have at most 5242880 bytes")]
    public async Task What_is_no_photo_is_refused(string type, int length, string details)
    {
        var bytes = new byte[length];
        Png.AsSpan(0, 4).CopyTo(bytes);
        using var answer = await SetPhotoAsync(bytes, type);
        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", details);
    }

    [Test]
    public async Task What_whatsapp_refuses_and_its_absence_are_told()
    {
        using var refused = await SendAsync(HttpMethod.Post, Business, """{"email":"nobody"}""");
        await refused.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", "cloud 100: email is not an address");

        await _whatsApp.DisposeAsync();
        foreach (var path in new[] { Business, About, Photo })
        {
            using var away = await _edge.SendAsync(HttpMethod.Get, path, _key);
            await away.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
        }

        using var set = await SendAsync(HttpMethod.Patch, About, """{"text":"Karibu"}""");
        await set.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    /// <summary>The encoder escapes what lies outside the basic plane.</summary>
    private static string Escaped => @"\uD83D\uDC4B";

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string json) =>
        _edge.SendAsync(method, path, _key, new StringContent(json, Encoding.UTF8, "application/json"));

    private Task<HttpResponseMessage> SetPhotoAsync(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return _edge.SendAsync(HttpMethod.Post, Photo, _key, content);
    }

    private async Task DoneAsync(HttpMethod method, string path, string json)
    {
        using var answer = await SendAsync(method, path, json);
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo($$"""{"meta":{{Meta}}}"""));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private async Task<string> GetAsync(string path)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, path, _key);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), body);
        return body;
    }
}
