using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Templates;

/// <summary>Templates through the real edge, at the simulated WhatsApp.</summary>
[Parallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TemplatesTests
{
    private const string Path = "/v1/configs/templates";

    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private string _key = "";

    [SetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync(("Cloud:MostTemplateNames", "3"));
        (_, _, _key) = await _edge.CreateChannelAsync(_whatsApp);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [Test]
    public async Task A_new_one_is_handed_in_listed_and_deleted()
    {
        using var answer = await PostAsync("""
            {"name":"visit","language":"en","category":"ALERT_UPDATE","namespace":"old",
             "components":[{"type":"BODY","text":"Hi {{1}}","example":{"body_text":[["Asha"]]}},{"type":"FOOTER","text":"Bye"}]}
            """);
        var created = await answer.ReadJsonAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(created.GetProperty("status").GetString(), Is.EqualTo("pending"));
            Assert.That(created.GetProperty("category").GetString(), Is.EqualTo("UTILITY"));
            Assert.That(created.GetProperty("rejected_reason").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(created.GetProperty("name").GetString(), Is.EqualTo("visit"));
            Assert.That(created.GetProperty("components")[1].GetProperty("text").GetString(), Is.EqualTo("Bye"));
        }

        var listed = (await GetAsync($"{Path}?filters={{\"name\":\"visit\"}}")).GetProperty("waba_templates")[0];
        Assert.That(
            listed.GetProperty("components").GetRawText(),
            Is.EqualTo("""[{"type":"BODY","text":"Hi {{1}}","example":{"body_text":[["Asha"]]}},{"type":"FOOTER","text":"Bye"}]"""));

        using var deleted = await _edge.SendAsync(HttpMethod.Delete, $"{Path}/visit", _key);
        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Names(await GetAsync(Path)), Has.None.StartsWith("visit"));

        using var again = await _edge.SendAsync(HttpMethod.Delete, $"{Path}/visit", _key);
        await again.IsGatewayErrorAsync(HttpStatusCode.NotFound, "Resource not found: There is no template with this name");
    }

    [Test]
    public async Task No_more_names_than_the_account_may_have()
    {
        using var third = await PostAsync(New("third"));
        Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await GetAsync(Path);

        using var fourth = await PostAsync(New("fourth"));
        await fourth.IsGatewayErrorAsync(
            HttpStatusCode.BadRequest,
            "The WhatsApp business account has 3 template names already, and may have 3; translations do not count. Delete one first. If WhatsApp grants the account more, the operator can set Cloud:MostTemplateNames.");
        Assert.That(Names(await GetAsync(Path)), Has.None.StartsWith("fourth"));

        using var translation = await PostAsync(New("third", "sw"));
        Assert.That(translation.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase(249, HttpStatusCode.OK)]
    [TestCase(250, HttpStatusCode.BadRequest)]
    public async Task Two_hundred_and_fifty_unless_told_otherwise(int count, HttpStatusCode expected)
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, key) = await edge.CreateChannelAsync(_whatsApp);
        var known = Enumerable.Range(0, count).Select(number => $$"""{"name":"n{{number}}","language":"en"}""");
        await edge.StoreTemplatesAsync(_whatsApp.Http.BaseAddress!, RunningSimulator.WabaId, $"[{string.Join(',', known)}]");

        using var more = await edge.SendAsync(HttpMethod.Post, Path, key, Content(New("more")));
        Assert.That(more.StatusCode, Is.EqualTo(expected));
    }

    [TestCase("name", 512)]
    [TestCase("body", 1024)]
    [TestCase("header", 60)]
    [TestCase("footer", 60)]
    public async Task Texts_have_their_limits(string part, int most)
    {
        using var fits = await PostAsync(Json(most));
        using var doesNot = await PostAsync(Json(most + 1));
        Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.OK), await fits.Content.ReadAsStringAsync());
        await doesNot.IsGatewayErrorAsync(
            HttpStatusCode.BadRequest,
            $"Parameter '{Field()}' must have at most {most} characters, got {most + 1}");

        string Json(int length) => JsonSerializer.Serialize(new
        {
            name = part == "name" ? new string('n', length) : "visit",
            language = "en",
            category = "UTILITY",
            components = new[]
            {
                new { type = "HEADER", text = part == "header" ? new string('h', length) : "Hi" },
                new { type = "BODY", text = part == "body" ? new string('b', length) : "Hi" },
                new { type = "FOOTER", text = part == "footer" ? new string('f', length) : "Hi" },
            },
        });

        string Field() => part switch
        {
            "name" => "name",
            "header" => "components[0].text",
            "body" => "components[1].text",
            _ => "components[2].text",
        };
    }

    [Test]
    public async Task What_whatsapp_refuses_is_told_in_the_gateways_words()
    {
        using var first = await PostAsync(New("visit"));
        using var second = await PostAsync(New("visit"));
        await second.IsGatewayErrorAsync(
            HttpStatusCode.BadRequest,
            "Parameter value is not valid: cloud 100: Content in this language already exists: visit (en)");
    }

    [Test]
    public async Task What_was_known_is_listed_while_whatsapp_is_away()
    {
        await GetAsync(Path);
        await _whatsApp.DisposeAsync();

        Assert.That(Names(await GetAsync(Path)), Has.Length.EqualTo(3));
        using var created = await PostAsync(New("visit"));
        await created.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
        using var deleted = await _edge.SendAsync(HttpMethod.Delete, $"{Path}/visit", _key);
        await deleted.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    [Test]
    public async Task What_was_never_known_cannot_be_listed()
    {
        await _whatsApp.DisposeAsync();
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    private static string New(string name, string language = "en") =>
        $$"""{"name":"{{name}}","language":"{{language}}","category":"UTILITY","components":[{"type":"BODY","text":"Hi"}]}""";

    /// <summary>Names and languages of a list.</summary>
    public static string[] Names(JsonElement list) =>
    [
        .. list.GetProperty("waba_templates").EnumerateArray()
            .Select(template => $"{template.GetProperty("name").GetString()} {template.GetProperty("language").GetString()}"),
    ];

    private Task<HttpResponseMessage> PostAsync(string json) => _edge.SendAsync(HttpMethod.Post, Path, _key, Content(json));

    private static StringContent Content(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, path, _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.ReadJsonAsync();
    }
}
