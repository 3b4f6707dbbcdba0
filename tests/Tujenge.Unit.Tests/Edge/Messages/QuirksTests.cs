using System.Text.Json;
using NUnit.Framework;
using static Tujenge.Unit.Tests.Edge.Messages.Posted;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>What real clients write otherwise than v1 describes it (whatsapp-v1-api, section 14), as far as it is in a message.</summary>
internal sealed class QuirksTests
{
    [Test]
    public void Chatwoot_writes_the_action_as_json_in_a_string()
    {
        var buttons = Interactive("button", """ "{\"buttons\":[{\"type\":\"reply\",\"reply\":{\"id\":\"y\",\"title\":\"Ndi\\u00f4\"}}]}" """);
        var list = Interactive("list", """ "{\"button\":\"Menu\",\"sections\":[{\"rows\":[{\"id\":\"1\",\"title\":\"One\"}]}]}" """);

        Assert.That(
            Contents(buttons).GetProperty("action").GetRawText(),
            Is.EqualTo("""{"buttons":[{"type":"reply","reply":{"id":"y","title":"Ndiô"}}]}"""));
        Assert.That(
            Contents(list).GetProperty("action").GetRawText(),
            Is.EqualTo("""{"button":"Menu","sections":[{"rows":[{"id":"1","title":"One"}]}]}"""));
    }

    [Test]
    public void An_action_in_a_string_is_held_to_the_same_limits() => Assert.That(
        Refused(Interactive("button", """ "{\"buttons\":[{\"reply\":{\"id\":\"y\",\"title\":\"123456789012345678901\"}}]}" """)),
        Is.EqualTo((1009, "Parameter 'interactive.action.buttons[0].reply.title' must have at most 20 characters, got 21")));

    [TestCase("", "it is empty; a JSON object is expected")]
    [TestCase("Menu", "it is not valid JSON: 'M' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0.")]
    [TestCase("[]", "it must be a JSON object, got an array")]
    [TestCase("""{\"buttons\":1,\"buttons\":2}""", "it is not valid JSON: Duplicate property 'buttons' is there twice.")]
    [TestCase("""{\"buttons\":\"\\ud800\"}""", "it has text with half a surrogate pair or with U+0000")]
    [TestCase("""{\"buttons\":\"\\u0000\"}""", "it has text with half a surrogate pair or with U+0000")]
    public void An_action_in_a_string_must_be_an_object(string action, string reason) => Assert.That(
        Refused(Interactive("button", $"\"{action}\"")),
        Is.EqualTo((1025, $"Parameter 'interactive.action' must be an object, got a string that holds none: {reason}")));

    [TestCase("+255712000111")]
    [TestCase("+255 712-000.111")]
    public void Chatwoot_writes_the_recipient_with_a_plus(string to) => Assert.That(
        Passed($$$"""{"to":"{{{to}}}","text":{"body":"b"}}""").Recipient,
        Is.EqualTo("255712000111"));

    [Test]
    public void Vumi_writes_a_text_without_its_type() => Assert.That(
        Passed("""{"text":{"body":"b"},"to":"255712000111"}""").Type,
        Is.EqualTo("text"));

    [TestCase("\"-6.7920\"", "\"39.20\"", "-6.7920", "39.20")]
    [TestCase("-6.7920", "39.20", "-6.7920", "39.20")]
    [TestCase("\"1e1\"", "\" 7 \"", "10", "7")]
    public void Degrees_are_text_or_numbers(string latitude, string longitude, string readLatitude, string readLongitude)
    {
        var location = Contents(Message("location", $$"""{"latitude":{{latitude}},"longitude":{{longitude}}}"""));

        Assert.That(location.GetRawText(), Is.EqualTo($$"""{"latitude":{{readLatitude}},"longitude":{{readLongitude}}}"""));
    }

    [TestCase("20000000")]
    [TestCase("\"20000000\"")]
    [TestCase("2e7")]
    public void An_amount_is_text_or_a_number(string amount)
    {
        var template = Contents(Parameter($$$"""{"type":"currency","currency":{"fallback_value":"f","code":"TZS","amount_1000":{{{amount}}}}}"""));
        var hsm = Contents(Message(
            "hsm",
            $$$"""
            {"element_name":"n","language":{"code":"sw"},"localizable_params":[{"default":"f","currency":{"currency_code":"TZS","amount_1000":{{{amount}}}}}]}
            """));

        const string read = """{"type":"currency","currency":{"fallback_value":"f","code":"TZS","amount_1000":20000000}}""";
        Assert.That(template.GetProperty("components")[0].GetProperty("parameters")[0].GetRawText(), Is.EqualTo(read));
        Assert.That(hsm.GetProperty("components")[0].GetProperty("parameters")[0].GetRawText(), Is.EqualTo(read));
    }

    [TestCase("1")]
    [TestCase("1.0")]
    [TestCase("\"1\"")]
    public void The_index_of_a_button_is_text_or_a_number(string index) => Assert.That(
        Contents(Template($$"""[{"type":"button","sub_type":"url","index":{{index}}}]""")).GetProperty("components")[0].GetProperty("index").GetString(),
        Is.EqualTo("1"));

    [Test]
    public void Net360_writes_one_card_without_the_array_around_it()
    {
        const string card = """{"name":{"formatted_name":"Asha"},"phones":[{"phone":"+255712000111","wa_id":"255712000111"}]}""";

        Assert.That(Contents(Message("contacts", card)).GetRawText(), Is.EqualTo($"[{card}]"));
        Assert.That(
            Contents(Message("contacts", card.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal))).GetRawText(),
            Is.EqualTo($"[{card}]"));
    }

    [Test]
    public void Net360_writes_one_parameter_of_an_hsm_without_the_array_around_it() => Assert.That(
        Contents(Message("hsm", """{"element_name":"n","language":{"code":"sw"},"localizable_params":{"default":"Asha"}}"""))
            .GetProperty("components").GetRawText(),
        Is.EqualTo("""[{"type":"body","parameters":[{"type":"text","text":"Asha"}]}]"""));

    [Test]
    public void Postman_has_one_parameter_without_the_array_around_it() => Assert.That(
        Contents(Template("""[{"type":"body","parameters":{"type":"text","text":"Asha"}}]""")).GetProperty("components").GetRawText(),
        Is.EqualTo("""[{"type":"body","parameters":[{"type":"text","text":"Asha"}]}]"""));

    [Test]
    public void Php_writes_an_object_without_members_as_an_array() => Assert.That(
        Passed(
            """
            {"to":"255712000111","type":"interactive","context":[],"interactive":{"type":"button","header":[],"footer":[],"body":{"text":"b"},
             "action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Yes"}}]}}}
            """).Body,
        Is.EqualTo(Passed(Buttons("""[{"type":"reply","reply":{"id":"1","title":"Yes"}}]""")).Body));

    [Test]
    public void What_is_null_is_absent_and_goes_no_further() => Assert.That(
        Passed(
            """
            {"to":"255712000111","recipient_type":null,"ttl":null,"preview_url":null,"context":null,"type":"image","text":null,"hsm":null,
             "image":{"id":null,"link":"https://files.example/p.jpg","caption":null,"filename":null,"provider":null}}
            """).Body.ToString(),
        Is.EqualTo(
            """{"to":"255712000111","recipient_type":"individual","type":"image","image":{"link":"https://files.example/p.jpg"}}"""));

    [Test]
    public void What_may_be_left_out_may_be_empty() => Assert.That(
        Passed(
            """
            {"to":"255712000111","type":"document","document":{"id":"","link":"https://files.example/p.pdf","caption":"","filename":""}}
            """).Body.ToString(),
        Is.EqualTo(
            """{"to":"255712000111","recipient_type":"individual","type":"document","document":{"link":"https://files.example/p.pdf"}}"""));

    [TestCaseSource(typeof(FullMessages), nameof(FullMessages.All))]
    public void A_field_that_nobody_knows_changes_nothing(object message)
    {
        var full = (FullMessage)message;
        var known = Passed(full.Json).Body;
        var contents = full.Contents.Trim();
        var more = contents.StartsWith('[') ? contents.Insert(2, "\"strange\":{\"x\":[1]},") : contents.Insert(1, "\"strange\":{\"x\":[1]},");

        Assert.That(Passed(Message(full.Type, more, ""","messaging_product":"whatsapp","strange":7""")).Body, Is.EqualTo(known));
    }

    [TestCase("flow", """{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"7","flow_cta":"Open","mode":"draft","flow_action_payload":{"screen":"A","data":{"n":null}}}}""")]
    [TestCase("catalog_message", """{"name":"catalog_message","parameters":{"thumbnail_product_retailer_id":"p"}}""")]
    [TestCase("cta_url", """{"name":"cta_url","parameters":{"display_text":"See","url":"https://shop.example"}}""")]
    [TestCase("location_request_message", """{"name":"send_location"}""")]
    [TestCase("address_message", """{"name":"address_message","parameters":{"country":"IN","values":{"name":"Asha"}}}""")]
    [TestCase("a_kind_of_tomorrow", """{"cards":[{"buttons":[{"type":"quick_reply"}]}]}""")]
    public void A_kind_of_the_Cloud_API_goes_on_as_it_came(string kind, string action)
    {
        var contents = $$"""{"type":"{{kind}}","header":{"type":"gif","x":1},"body":{"text":"b","y":[]},"action":{{action}}}""";
        var inString = $$"""{"type":"{{kind}}","header":{"type":"gif","x":1},"body":{"text":"b","y":[]},"action":{{JsonSerializer.Serialize(action)}}}""";

        Assert.That(Contents(Message("interactive", contents)).GetRawText(), Is.EqualTo(contents));
        Assert.That(Contents(Message("interactive", inString)).GetRawText(), Is.EqualTo(contents));
    }

    [Test]
    public void An_hsm_becomes_a_template() => Assert.That(
        Passed(Message(
            "hsm",
            """
            {"namespace":"ns","element_name":"order_ready","language":{"policy":"fallback","code":"sw"},"localizable_params":[{"default":"Asha"},
             {"default":"TSh 20,000","currency":{"currency_code":"TZS","amount_1000":"20000000"}},
             {"default":"25 Feb","date_time":{"unix_epoch":{"timestamp":1582588800}}}]}
            """)).Body.ToString(),
        Is.EqualTo(
            """{"to":"255712000111","recipient_type":"individual","type":"template","template":{"namespace":"ns","name":"order_ready","language":{"policy":"deterministic","code":"sw"},"components":[{"type":"body","parameters":["""
            + """{"type":"text","text":"Asha"},{"type":"currency","currency":{"fallback_value":"TSh 20,000","code":"TZS","amount_1000":20000000}},{"type":"date_time","date_time":{"fallback_value":"25 Feb"}}]}]}}"""));

    [Test]
    public void An_hsm_without_parameters_becomes_a_template_without_components() => Assert.That(
        Contents(Message("hsm", """{"element_name":"n","language":{"code":"sw"},"localizable_params":[]}""")).GetRawText(),
        Is.EqualTo("""{"name":"n","language":{"policy":"deterministic","code":"sw"}}"""));
}
