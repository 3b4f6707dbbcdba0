using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Templates;

/// <summary>What changes no template: lists of those that the simulated WhatsApp has, and refusals.</summary>
[Parallelizable]
internal sealed class TemplateRulesTests
{
    private const string Path = "/v1/configs/templates";

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
    public async Task They_are_listed_as_v1_lists_them()
    {
        var list = await GetAsync(Path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Without(list, "waba_templates"),
                Is.EqualTo("""{"count":3,"filters":{},"limit":1000,"offset":0,"sort":["business_templates.name"],"total":3}"""));
            Assert.That(TemplatesTests.Names(list), Is.EqualTo(new[] { "hello_world en_US", "order_ready en_US", "order_ready sw" }));
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
        Assert.That(string.Join(", ", TemplatesTests.Names(await GetAsync($"{Path}?{query}"))), Is.EqualTo(names));

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
    [TestCase("""{"name":"visit","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"x"},{"type":"BUTTONS","buttons":[]}]}""", "Invalid number of buttons: parameter 'components[1].buttons' must have 1 to 10, got 0")]
    public async Task What_cannot_be_a_template_is_not_handed_in(string json, string message)
    {
        using var answer = await _edge.PostAsync(Path, json, _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadRequest, message);
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

    private static string Without(JsonElement value, string name) => JsonSerializer.Serialize(
        value.EnumerateObject().Where(member => member.Name != name).ToDictionary(member => member.Name, member => member.Value));

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, path, _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.ReadJsonAsync();
    }
}
