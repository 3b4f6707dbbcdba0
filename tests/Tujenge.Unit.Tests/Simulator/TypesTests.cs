using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>Messages of every type: what Graph takes and a phone shows, and what Graph refuses.</summary>
internal sealed class TypesTests
{
    private const string Reply = """{"type":"reply","reply":{"id":"1","title":"Yes"}}""";

    private static readonly string[][] Taken =
    [
        ["image", """{"link":"https://a.example","caption":"c"}"""],
        ["audio", """{"id":"1"}"""],
        ["video", """{"id":"1","caption":"c"}"""],
        ["document", """{"link":"http://a.example","caption":"c","filename":"f"}"""],
        ["sticker", """{"id":"1"}"""],
        ["location", """{"latitude":-6.79,"longitude":"39.2","name":"n","address":"a"}"""],
        ["contacts", """[{"name":{"formatted_name":"A","first_name":"A"},"birthday":"1990-12-31","phones":[{"phone":"1","wa_id":"1"}],"org":{"company":"c"}}]"""],
        ["reaction", """{"message_id":"wamid.1","emoji":""}"""],
        ["interactive", $$$"""{"type":"button","header":{"type":"video","video":{"id":"1"}},"body":{"text":"b"},"footer":{"text":"f"},"action":{"buttons":[{{{Reply}}}]}}"""],
        ["interactive", """{"type":"list","body":{"text":"b"},"action":{"button":"m","sections":[{"rows":[{"id":"1","title":"t","description":"d"}]}]}}"""],
        ["interactive", """{"type":"product","action":{"catalog_id":"c","product_retailer_id":"p"}}"""],
        ["interactive", """{"type":"product_list","header":{"type":"text","text":"h"},"body":{"text":"b"},"action":{"catalog_id":"c","sections":[{"title":"t","product_items":[{"product_retailer_id":"p"}]}]}}"""],
        ["interactive", """{"type":"flow","anything":[1]}"""],
        ["text", """{"body":"b","preview_url":true}"""],
    ];

    private static readonly object[][] Refused =
    [
        ["telegram", "{}", 100],
        ["text", """{"body":"b","strange":1}""", 100],
        ["text", """{"body":7}""", 100],
        ["text", """{}""", 131008],
        ["text", """{"body":"b","preview_url":"true"}""", 100],
        ["image", """{}""", 131009],
        ["image", """{"id":"1","link":"https://a.example"}""", 131009],
        ["image", """{"link":"a.jpg"}""", 131009],
        ["image", """{"id":"1","provider":{"name":"p"}}""", 100],
        ["audio", """{"id":"1","caption":"c"}""", 100],
        ["location", """{"latitude":91,"longitude":0}""", 131009],
        ["location", """{"latitude":0}""", 131008],
        ["contacts", "[]", 131009],
        ["contacts", "{}", 100],
        ["contacts", """[{"name":{"first_name":"A"}}]""", 131008],
        ["contacts", """[{"name":{"formatted_name":"A"},"ims":[]}]""", 100],
        ["reaction", """{"emoji":"x"}""", 131008],
        ["interactive", """{"type":"button","body":{"text":"b"},"action":{"buttons":[]}}""", 131009],
        ["interactive", """{"type":"button","action":{"buttons":[]}}""", 131008],
        ["interactive", """{"type":"button","body":{"text":"b"},"action":"{}"}""", 100],
        ["interactive", $$$"""{"type":"button","header":{"type":"audio"},"body":{"text":"b"},"action":{"buttons":[{{{Reply}}}]}}""", 131009],
        ["interactive", """{"type":"button","body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"123456789012345678901"}}]}}""", 131009],
        ["interactive", """{"type":"list","body":{"text":"b"},"action":{"button":"m","sections":[{"rows":[{"id":"1","title":"t"}]},{"rows":[{"id":"2","title":"t"}]}]}}""", 131008],
        ["interactive", """{"type":"product","header":{"type":"text","text":"h"},"action":{"catalog_id":"c","product_retailer_id":"p"}}""", 131009],
        ["interactive", """{"type":"product_list","body":{"text":"b"},"action":{"catalog_id":"c","sections":[{"product_items":[{"product_retailer_id":"p"}]}]}}""", 131008],
        ["template", """{"name":"hello_world","language":{"code":"en_US"},"namespace":"ns"}""", 100],
        ["template", """{"name":"hello_world","language":{"code":"en_US","policy":"fallback"}}""", 131009],
        ["template", """{"name":"hello_world","language":{"code":"en_US"},"components":[{"type":"button","sub_type":"url"}]}""", 131008],
        ["template", """{"name":"hello_world","language":{"code":"en_US"},"components":[{"type":"BODY"}]}""", 131009],
        ["template", """{"name":"hello_world","language":{"code":"en_US"},"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"1","caption":"c"}}]}]}""", 100],
    ];

    private RunningSimulator _simulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _simulator = await RunningSimulator.StartAsync();
        await _simulator.OpenWindowAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [TestCaseSource(nameof(Taken))]
    public async Task It_is_taken_and_the_phone_shows_what_was_sent(string type, string contents)
    {
        using var answer = await SendAsync(type, contents);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());

        var shown = (await _simulator.GetAsync($"phones/{RunningSimulator.Phone}")).GetProperty("messages").EnumerateArray().Last();
        Assert.That(shown.GetProperty("type").GetString(), Is.EqualTo(type));
        Assert.That(shown.GetProperty("contents").GetRawText(), Is.EqualTo(contents));
        Assert.That(shown.GetProperty("quoted_id").GetString(), Is.EqualTo("wamid.q"));
    }

    [TestCaseSource(nameof(Refused))]
    public async Task It_is_refused_with_metas_code(string type, string contents, int code)
    {
        using var answer = await SendAsync(type, contents);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");

        Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(code), error.GetRawText());
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private Task<HttpResponseMessage> SendAsync(string type, string contents) => _simulator.SendAsync(
        $$"""
        {"messaging_product":"whatsapp","to":"{{RunningSimulator.Phone}}","type":"{{type}}","context":{"message_id":"wamid.q"},"{{type}}":{{contents}}}
        """);
}
