using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NUnit.Framework;
using Tujenge.Testing;
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
        await empty.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", "Parameter 'text' must have 1 to 139 characters, got 0");
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

        using var set = await SetPhotoAsync(Pictures.Png, "image/png");
        Assert.That(set.StatusCode, Is.EqualTo(HttpStatusCode.OK), await set.Content.ReadAsStringAsync());

        using var photo = await _edge.SendAsync(HttpMethod.Get, Photo, _key);
        Assert.That(photo.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/png"));
        Assert.That(await photo.Content.ReadAsByteArrayAsync(), Is.EqualTo(Pictures.Png));

        Assert.That(await GetAsync($"{Photo}?format=link"), Does.StartWith("""{"settings":{"profile":{"photo":{"link":"http://127.0.0.1:"""));
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
