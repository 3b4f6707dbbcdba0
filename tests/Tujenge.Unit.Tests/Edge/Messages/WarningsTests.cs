using System.Net;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Testing;
using static Tujenge.Unit.Tests.Edge.Messages.Posted;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>What is taken otherwise than it may be meant is sent all the same, and told in a header and in the message log.</summary>
[Parallelizable]
internal sealed class WarningsTests
{
    private static readonly (string Label, string Json, string[] Warnings)[] Rows =
    [
        ("nothing", Message("text", """{"body":"b"}"""), []),
        ("preview without a link", Message("text", """{"body":"shop.example"}""", ""","preview_url":true"""), ["Parameter 'preview_url' is switched off: 'text.body' has no link that begins with http:// or https://"]),
        ("preview without a link, inside", Message("text", """{"body":"https://","preview_url":true}"""), ["Parameter 'text.preview_url' is switched off: 'text.body' has no link that begins with http:// or https://"]),
        ("preview with a link", Message("text", """{"body":"http://shop.example","preview_url":true}"""), []),
        ("preview of an image", Message("image", """{"link":"https://a.example"}""", ""","preview_url":true"""), ["Parameter 'preview_url' is ignored: only texts have previews"]),
        ("no preview of an image", Message("image", """{"link":"https://a.example"}""", ""","preview_url":false"""), []),
        ("ttl as text", Message("text", """{"body":"b"}""", ""","ttl":"60" """), ["Parameter 'ttl' has no effect on the Cloud API, which has the lifetime of a message in its template"]),
        ("ttl as object", Message("text", """{"body":"b"}""", ""","ttl":{"seconds":60}"""), ["Parameter 'ttl' has no effect on the Cloud API, which has the lifetime of a message in its template"]),
        ("ttl as number", Message("text", """{"body":"b"}""", ""","ttl":60"""), ["Parameter 'ttl' has no effect on the Cloud API, which has the lifetime of a message in its template"]),
        ("upload", Message("audio", """{"id":"1"}"""), ["Parameter 'audio.id' is taken, but WhatsApp advises links: the file of an id is gone after 30 days"]),
        ("link encoded twice", Message("image", """{"link":"https://a.example/a%2520b.jpg"}"""), ["Parameter 'image.link' seems to be URL-encoded twice (it has %25 and two hexadecimal digits): WhatsApp may not find the file (1014)"]),
        ("link encoded once", Message("image", """{"link":"https://a.example/a%20b%25.jpg"}"""), []),
        ("link of a header encoded twice", Buttons("""[{"reply":{"id":"1","title":"t"}}]""", ""","body":{"text":"b"},"header":{"type":"image","image":{"link":"https://a.example/%252F"}}"""), ["Parameter 'interactive.header.image.link' seems to be URL-encoded twice (it has %25 and two hexadecimal digits): WhatsApp may not find the file (1014)"]),
        ("provider", Message("video", """{"link":"https://a.example","provider":{"name":"p"}}"""), ["Parameter 'video.provider' has no effect on the Cloud API, for which the link must be open to everybody"]),
        ("filename of an image", Message("image", """{"link":"https://a.example","filename":"p.jpg"}"""), ["Parameter 'image.filename' is left out: it means nothing here"]),
        ("caption of a header", Buttons("""[{"reply":{"id":"1","title":"t"}}]""", ""","body":{"text":"b"},"header":{"type":"image","image":{"link":"https://a.example","caption":"c"}}"""), ["Parameter 'interactive.header.image.caption' is left out: it means nothing here"]),
        ("link of a newer kind encoded twice", Interactive("cta_url", "{}", ""","header":{"type":"image","image":{"link":"https://a.example/%252F"}}"""), ["Parameter 'interactive.header.image.link' seems to be URL-encoded twice (it has %25 and two hexadecimal digits): WhatsApp may not find the file (1014)"]),
        ("pack of a sticker", Message("sticker", """{"link":"https://a.example","metadata":{"sticker-pack-id":"p"}}"""), ["Parameter 'sticker.metadata' has no effect on the Cloud API, which knows no sticker packs"]),
        ("contents of another type", Message("text", """{"body":"b"}""", ""","image":{"link":"https://a.example"},"video":null,"messaging_product":"whatsapp" """), ["Parameter 'image' is left out: it means nothing here"]),
        ("buttons in a list", Interactive("list", """{"button":"Menu","sections":[{"rows":[{"id":"1","title":"a"}]}],"buttons":[]}"""), ["Parameter 'interactive.action.buttons' is left out: it means nothing here"]),
        ("a file in a header of text", Buttons("""[{"reply":{"id":"1","title":"t"}}]""", ""","body":{"text":"b"},"header":{"type":"text","text":"h","image":{"id":"1"}}"""), ["Parameter 'interactive.header.image' is left out: it means nothing here"]),
        ("link of a place", Message("location", """{"latitude":1,"longitude":1,"url":"https://a.example"}"""), ["Parameter 'location.url' is left out: it means nothing here"]),
        ("two previews", Message("text", """{"body":"http://shop.example","preview_url":false}""", ""","preview_url":true"""), ["Parameter 'text.preview_url' is left out: 'preview_url' says otherwise"]),
        ("a name that might be private", Message("text", """{"body":"b","Asha M.":1}"""), ["A parameter in 'text' is left out: it means nothing here"]),
        ("a name in another alphabet", Message("text", """{"body":"b"}""", ""","имя":1"""), ["A parameter is left out: it means nothing here"]),
        ("moment of an hsm", Message("hsm", """{"element_name":"n","language":{"code":"sw"},"localizable_params":[{"default":"now","date_time":{"unix_epoch":{"timestamp":1}}}]}"""), ["Parameter 'hsm.localizable_params[0].date_time' is left out but for 'default', which phones show"]),
        ("address without name", Message("location", """{"latitude":1,"longitude":1,"address":"a"}"""), ["Parameter 'location.address' is shown only together with 'location.name', which is absent"]),
        ("address with name", Message("location", """{"latitude":1,"longitude":1,"address":"a","name":"n"}"""), []),
        ("phone without wa_id", Card(""","phones":[{"phone":"+255712000111"},{"phone":"1","wa_id":"1"}]"""), ["Parameter 'contacts[0].phones[0]' has no wa_id: the recipient can invite that person, but not write to them"]),
        ("messengers", Card(""","ims":["asha"]"""), ["Parameter 'contacts[0].ims' has no effect on the Cloud API, which knows no other messengers"]),
        ("country code", Card(""","addresses":[{"country_code":"TZA"},{"country_code":"tz"}]"""), ["Parameter 'contacts[0].addresses[0].country_code' should be two letters, such as TZ"]),
        ("formatted name alone", Message("contacts", """[{"name":{"formatted_name":"Asha"}}]"""), ["Parameter 'contacts[0].name' has a formatted_name alone: WhatsApp asks for first_name, last_name, middle_name, prefix or suffix too"]),
        ("row id twice", Sections("""[{"rows":[{"id":"1","title":"a"},{"id":"1","title":"b"}]}]"""), ["Parameter 'interactive.action.sections[0].rows[1].id' is there twice: the answer will not tell which row was chosen"]),
        ("policy", Message("template", """{"name":"n","language":{"code":"sw","policy":"fallback"}}"""), ["Parameter 'template.language.policy' is taken for deterministic: fallback was dropped from the API (v2.27.8)"]),
    ];

    private static readonly TestCaseData[] All =
    [
        .. Rows.Select(row => new TestCaseData(row.Json, row.Warnings).SetArgDisplayNames(row.Label)),
    ];

    private RunningEdge _edge = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (_, _, _key) = await _edge.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [TestCaseSource(nameof(All))]
    public void A_warning_names_the_field_and_what_becomes_of_it(string json, string[] warnings) =>
        Assert.That(Passed(json).Warnings ?? [], Is.EqualTo(warnings));

    [TestCase("text", """{"body":"b"}""", ""","ttl":"60" """)]
    [TestCase("image", """{"link":"https://a.example","provider":{"name":"p"}}""", "")]
    [TestCase("sticker", """{"link":"https://a.example","metadata":{"sticker-pack-id":"p"}}""", "")]
    [TestCase("contacts", """[{"name":{"formatted_name":"Asha","first_name":"Asha"},"ims":["asha"]}]""", "")]
    public void What_a_v1_server_has_a_place_for_is_no_warning_there_and_arrives(string type, string contents, string more)
    {
        var passed = (MessageCheck.Passed)MessageRules.Check(Encoding.UTF8.GetBytes(Message(type, contents, more)), keepsV1: true);
        using var sent = JsonDocument.Parse(passed.Body.Utf8);
        using var given = JsonDocument.Parse(contents);

        Assert.That(passed.Warnings, Is.Null);
        Assert.That(JsonElement.DeepEquals(sent.RootElement.GetProperty(type), given.RootElement), Is.True, $"{sent.RootElement}");
        Assert.That(sent.RootElement.TryGetProperty("ttl", out _), Is.EqualTo(more.Length > 0));
    }

    [Test]
    public async Task Warnings_are_headers_of_the_answer_and_go_to_the_message_log()
    {
        const string json = """{"to":"255712000777","ttl":"60","preview_url":true,"text":{"body":"b"}}""";
        string[] warnings =
        [
            "Parameter 'ttl' has no effect on the Cloud API, which has the lifetime of a message in its template",
            "Parameter 'preview_url' is switched off: 'text.body' has no link that begins with http:// or https://",
        ];
        using var answer = await _edge.PostAsync("/v1/messages", json, _key);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Headers.GetValues("Tujenge-Warning"), Is.EqualTo(warnings));
        var sent = await Eventually.GetAsync(
            () => Task.FromResult(_edge.Sent.FirstOrDefault(command => command.Recipient == "255712000777")),
            command => command is not null,
            "the message");
        Assert.That(sent!.Warnings, Is.EqualTo(warnings));
    }

    [Test]
    public async Task Without_a_warning_there_is_no_header()
    {
        using var answer = await _edge.PostAsync("/v1/messages", """{"to":"255712000778","text":{"body":"b"}}""", _key);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Headers.Contains("Tujenge-Warning"), Is.False);
    }

    [Test]
    public void Of_many_warnings_some_are_shown()
    {
        var warnings = Passed(Card($""","phones":{Many(40, _ => """{"phone":"1"}""")}""")).Warnings!;

        Assert.That(warnings, Has.Count.EqualTo(16));
        Assert.That(warnings[^1], Is.EqualTo("There are more warnings than are shown"));
    }

    private static string Card(string more) =>
        Message("contacts", $$$"""[{"name":{"formatted_name":"Asha","first_name":"Asha"}{{{more}}}}]""");
}
