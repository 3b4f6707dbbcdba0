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
    public async Task They_are_listed_as_v1_lists_them()
    {
        var list = await GetAsync(Path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Without(list, "waba_templates"),
                Is.EqualTo("""{"count":3,"filters":{},"limit":1000,"offset":0,"sort":["business_templates.name"],"total":3}"""));
            Assert.That(Names(list), Is.EqualTo(new[] { "hello_world en_US", "order_ready en_US", "order_ready sw" }));
            var template = list.GetProperty("waba_templates")[2];
            Assert.That(template.GetProperty("status").GetString(), Is.EqualTo("approved"));
            Assert.That(template.GetProperty("category").GetString(), Is.EqualTo("UTILITY"));
            Assert.That(template.GetProperty("rejected_reason").GetString(), Is.EqualTo("NONE"));
            Assert.That(template.GetProperty("namespace").GetString(), Does.StartWith("sim_"));
            Assert.That(template.GetProperty("id").GetString(), Is.Not.Empty);
            Assert.That(
                template.GetProperty("components").GetRawText(),
                Is.EqualTo("""[{"type":"BODY","text":"Habari {{1}}, oda {{2}} iko tayari."}]"""));
        }
    }

    [TestCase("limit=1", "hello_world en_US")]
    [TestCase("limit=1&offset=2", "order_ready sw")]
    [TestCase("offset=3", "")]
    [TestCase("sort=-business_templates.name&limit=1", "order_ready en_US")]
    [TestCase("sort=language&limit=1&offset=2", "order_ready sw")]
    [TestCase("sort=nothing_known&limit=1", "hello_world en_US")]
    [TestCase("filters={\"name\":\"order_ready\",\"language\":\"sw\"}", "order_ready sw")]
    [TestCase("filters={\"business_templates.status\":\"rejected\"}", "")]
    [TestCase("filters={\"partner_id\":\"x\"}&limit=1", "hello_world en_US")]
    [TestCase("limit=&offset=&filters=&limit=", "hello_world en_US, order_ready en_US, order_ready sw")]
    public async Task A_part_of_them_is_listed(string query, string names) =>
        Assert.That(string.Join(", ", Names(await GetAsync($"{Path}?{query}"))), Is.EqualTo(names));

    [TestCase("limit=0", "Parameter 'limit' must be a number from 1 to 1000, got '0'")]
    [TestCase("limit=1001", "Parameter 'limit' must be a number from 1 to 1000, got '1001'")]
    [TestCase("limit=ten", "Parameter 'limit' must be a number from 1 to 1000, got 'ten'")]
    [TestCase("offset=-1", "Parameter 'offset' must be a number from 0 on, got '-1'")]
    [TestCase("filters=[1]", "Parameter 'filters' must be a JSON object such as {\\\"name\\\":\\\"order_ready\\\"}, got '[1]'")]
    [TestCase("filters={", "Parameter 'filters' must be a JSON object such as {\\\"name\\\":\\\"order_ready\\\"}, got '{'")]
    public async Task A_query_that_cannot_be_meant_is_refused(string query, string message)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, $"{Path}?{query}", _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadRequest, message);
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
    public async Task No_more_names_than_an_account_may_have()
    {
        using var third = await PostAsync(New("third"));
        Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await GetAsync(Path);

        using var fourth = await PostAsync(New("fourth"));
        await fourth.IsGatewayErrorAsync(
            HttpStatusCode.BadRequest,
            "The WhatsApp business account has 3 template names already, as many as it may have; translations do not count. Delete one first.");

        using var translation = await PostAsync(New("third", "sw"));
        Assert.That(translation.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("""{}""", "Parameter 'name' is absent")]
    [TestCase("""{"name":"Visit"}""", "Parameter 'name' must have lower-case letters, digits and underscores only, got 'Visit'")]
    [TestCase("""{"name":"visit"}""", "Parameter 'language' is absent")]
    [TestCase("""{"name":"visit","language":"English"}""", "Parameter 'language' must be a language code such as en or pt_BR, got 'English'")]
    [TestCase("""{"name":"visit","language":"en"}""", "Parameter 'category' is absent")]
    [TestCase("""{"name":"visit","language":"en","category":"X"}""", "Parameter 'category' must be one of AUTHENTICATION, MARKETING, UTILITY, got 'X'")]
    [TestCase("""{"name":"visit","language":"en","category":"UTILITY"}""", "Parameter 'components' is absent")]
    [TestCase("""{"name":"visit","language":"en","category":"UTILITY","components":{}}""", "Parameter 'components' must be an array, got an object")]
    [TestCase("""{"name":"visit","language":"en","category":"UTILITY","components":[]}""", "Parameter 'components' must have one of type BODY")]
    [TestCase("""{"name":"visit","language":"en","category":"UTILITY","components":[7]}""", "Parameter 'components[0]' must be an object, got a number")]
    [TestCase("""{"name":"visit","language":"en","category":"UTILITY","components":[{"type":"BODY"}]}""", "Parameter 'components[0].text' is absent")]
    [TestCase("""{"name":"visit","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"x"},{"type":"BUTTONS","buttons":[]}]}""", "Parameter 'components[1].buttons' must have 1 to 10 buttons, got 0")]
    public async Task What_cannot_be_a_template_is_not_handed_in(string json, string message)
    {
        using var answer = await PostAsync(json);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadRequest, message);
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

    [Test]
    public async Task A_channel_without_an_account_has_none()
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, key);
        await answer.IsGatewayErrorAsync(
            HttpStatusCode.NotImplemented,
            "This number's channel names no WhatsApp business account: ask your operator to set its waba_id.");
    }

    private static string New(string name, string language = "en") =>
        $$"""{"name":"{{name}}","language":"{{language}}","category":"UTILITY","components":[{"type":"BODY","text":"Hi"}]}""";

    private static string[] Names(JsonElement list) =>
    [
        .. list.GetProperty("waba_templates").EnumerateArray()
            .Select(template => $"{template.GetProperty("name").GetString()} {template.GetProperty("language").GetString()}"),
    ];

    private static string Without(JsonElement value, string name) => JsonSerializer.Serialize(
        value.EnumerateObject().Where(member => member.Name != name).ToDictionary(member => member.Name, member => member.Value));

    private Task<HttpResponseMessage> PostAsync(string json) =>
        _edge.SendAsync(HttpMethod.Post, Path, _key, new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, path, _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.ReadJsonAsync();
    }
}
