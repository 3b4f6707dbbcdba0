using System.Net;
using NUnit.Framework;
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
        ("filename of an image", Message("image", """{"link":"https://a.example","filename":"p.jpg"}"""), ["Parameter 'image.filename' is ignored: only documents have names"]),
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
