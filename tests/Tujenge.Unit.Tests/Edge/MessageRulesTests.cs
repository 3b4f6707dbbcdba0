using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Edge.Messages.Sending.Validation;

namespace Tujenge.Unit.Tests.Edge;

internal sealed class MessageRulesTests
{
    private static readonly object?[][] Refusals =
    [
        ["empty body", "", 1025, "The body is empty; a JSON object is expected"],
        ["array", "[]", 1025, "The body must be a JSON object, got an array"],
        ["null", "null", 1025, "The body must be a JSON object, got null"],
        ["text", "\"hi\"", 1025, "The body must be a JSON object, got a string"],
        ["half a surrogate pair", """{"to":"255712000111","text":{"body":"\ud83d"}}""", 1025, "The body has text with half a surrogate pair or with U+0000"],
        ["half a surrogate pair in a name", """{"\udc00":1}""", 1025, "The body has text with half a surrogate pair or with U+0000"],
        ["NUL", """{"to":"255712000111","text":{"body":"a\u0000b"}}""", 1025, "The body has text with half a surrogate pair or with U+0000"],

        ["no to", """{"text":{"body":"hi"}}""", 1008, "Parameter 'to' is absent"],
        ["null to", """{"to":null,"text":{"body":"hi"}}""", 1008, "Parameter 'to' is absent"],
        ["number as to", """{"to":255712000111,"text":{"body":"hi"}}""", 1025, "Parameter 'to' must be a string, got a number"],
        ["empty to", """{"to":"","text":{"body":"hi"}}""", 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got none"],
        ["letters in to", """{"to":"25571abc","text":{"body":"hi"}}""", 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got other characters"],
        ["two pluses", """{"to":"++255712000111","text":{"body":"hi"}}""", 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got other characters"],
        ["Arabic digits", """{"to":"٢٥٥٧١٢٠٠٠١١١","text":{"body":"hi"}}""", 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got other characters"],
        ["6 digits", """{"to":"255712","text":{"body":"hi"}}""", 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got 6"],
        ["16 digits", """{"to":"2557120001112223","text":{"body":"hi"}}""", 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got 16"],
        ["leading 0", """{"to":"0712000111","text":{"body":"hi"}}""", 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got one with a leading 0"],
        ["leading 00", """{"to":"00255712000111","text":{"body":"hi"}}""", 1009, "Parameter 'to' must be a phone number in international form with 7 to 15 digits, got one with a leading 0"],
        ["unknown recipient_type", """{"to":"255712000111","recipient_type":"herd","text":{"body":"hi"}}""", 1002, "Parameter 'recipient_type' must be individual or group, got 'herd'"],
        ["recipient_type as number", """{"to":"255712000111","recipient_type":1,"text":{"body":"hi"}}""", 1025, "Parameter 'recipient_type' must be a string, got a number"],
        ["group id with a blank", """{"to":"a b","recipient_type":"group","text":{"body":"hi"}}""", 1009, "Parameter 'to' must be a group id: 1 to 128 letters, digits or characters of . _ : = -, got 'a b'"],

        ["type as array", """{"to":"255712000111","type":[],"text":{"body":"hi"}}""", 1025, "Parameter 'type' must be a string, got an array"],
        ["unknown type", """{"to":"255712000111","type":"telegram"}""", 1009, "Parameter 'type' must be one of text, image, audio, video, document, sticker, location, contacts, template, hsm, interactive, reaction, got 'telegram'"],

        ["no text", """{"to":"255712000111"}""", 1008, "Parameter 'text' is absent"],
        ["text as string", """{"to":"255712000111","text":"hi"}""", 1025, "Parameter 'text' must be an object, got a string"],
        ["no text.body", """{"to":"255712000111","text":{}}""", 1008, "Parameter 'text.body' is absent"],
        ["number as text.body", """{"to":"255712000111","text":{"body":7}}""", 1025, "Parameter 'text.body' must be a string, got a number"],
        ["empty text.body", """{"to":"255712000111","text":{"body":""}}""", 1009, "Parameter 'text.body' must have 1 to 4096 characters, got 0"],
        ["preview_url as string", """{"to":"255712000111","preview_url":"true","text":{"body":"hi"}}""", 1025, "Parameter 'preview_url' must be a boolean, got a string"],
        ["text.preview_url as number", """{"to":"255712000111","text":{"body":"hi","preview_url":1}}""", 1025, "Parameter 'text.preview_url' must be a boolean, got a number"],
        ["context as string", """{"to":"255712000111","context":"x","text":{"body":"hi"}}""", 1025, "Parameter 'context' must be an object, got a string"],
        ["empty context", """{"to":"255712000111","context":{},"text":{"body":"hi"}}""", 1008, "Parameter 'context.message_id' is absent"],
        ["context.message_id as number", """{"to":"255712000111","context":{"message_id":1},"text":{"body":"hi"}}""", 1025, "Parameter 'context.message_id' must be a string, got a number"],

        ["no template", """{"to":"255712000111","type":"template"}""", 1008, "Parameter 'template' is absent"],
        ["no template.name", Template("""{"language":{"code":"sw"}}"""), 1008, "Parameter 'template.name' is absent"],
        ["no template.language", Template("""{"name":"n"}"""), 1008, "Parameter 'template.language' is absent"],
        ["template.language as string", Template("""{"name":"n","language":"sw"}"""), 1025, "Parameter 'template.language' must be an object, got a string"],
        ["no template.language.code", Template("""{"name":"n","language":{}}"""), 1008, "Parameter 'template.language.code' is absent"],
        ["policy as number", Template("""{"name":"n","language":{"code":"sw","policy":1}}"""), 1025, "Parameter 'template.language.policy' must be a string, got a number"],
        ["components as object", Components("{}"), 1025, "Parameter 'template.components' must be an array, got an object"],
        ["component as string", Components("""["body"]"""), 1025, "Parameter 'template.components[0]' must be an object, got a string"],
        ["component null", Components("[null]"), 1008, "Parameter 'template.components[0]' is absent"],
        ["no component type", Components("[{}]"), 1008, "Parameter 'template.components[0].type' is absent"],
        ["unknown component type", Components("""[{"type":"body"},{"type":"Buttons"}]"""), 1009, "Parameter 'template.components[1].type' must be one of header, body, button, footer, got 'buttons'"],
        ["button without sub_type", Components("""[{"type":"button","index":0}]"""), 1008, "Parameter 'template.components[0].sub_type' is absent"],
        ["button without index", Components("""[{"type":"button","sub_type":"url"}]"""), 1008, "Parameter 'template.components[0].index' is absent"],
        ["button 10", Components("""[{"type":"button","sub_type":"url","index":10}]"""), 1009, "Parameter 'template.components[0].index' must be a whole number from 0 to 9, got '10'"],
        ["button 1.5", Components("""[{"type":"button","sub_type":"url","index":1.5}]"""), 1009, "Parameter 'template.components[0].index' must be a whole number from 0 to 9, got '1.5'"],
        ["index as boolean", Components("""[{"type":"button","sub_type":"url","index":true}]"""), 1025, "Parameter 'template.components[0].index' must be a string or a number, got a boolean"],
        ["parameters as string", Components("""[{"type":"body","parameters":"x"}]"""), 1025, "Parameter 'template.components[0].parameters' must be an array, got a string"],
        ["parameter as string", Components("""[{"type":"body","parameters":["x"]}]"""), 1025, "Parameter 'template.components[0].parameters[0]' must be an object, got a string"],
        ["parameter without type", Components("""[{"type":"body","parameters":[{"text":"x"}]}]"""), 1008, "Parameter 'template.components[0].parameters[0].type' is absent"],
        ["text parameter without text", Components("""[{"type":"body","parameters":[{"type":"text"}]}]"""), 1008, "Parameter 'template.components[0].parameters[0].text' is absent"],
        ["text parameter as number", Components("""[{"type":"body","parameters":[{"type":"text","text":7}]}]"""), 1025, "Parameter 'template.components[0].parameters[0].text' must be a string, got a number"],
    ];

    private static readonly object[][] Recipients =
    [
        ["+255 712 000 111", "255712000111"],
        ["255712000111", "255712000111"],
        ["+1 (555) 010-9999", "15550109999"],
        ["+49.[30]-1234567", "49301234567"],
        [" +5491155556666 ", "5491155556666"],
        ["1234567", "1234567"],
        ["US.1234aB", "US.1234aB"],
        ["US.ENT.1234", "US.ENT.1234"],
    ];

    private static readonly object?[][] Previews =
    [
        ["""{"to":"255712000111","preview_url":true,"text":{"body":"see https://shop.example/o/7"}}""", true],
        ["""{"to":"255712000111","preview_url":true,"text":{"body":"see HTTP://shop.example"}}""", true],
        ["""{"to":"255712000111","text":{"preview_url":true,"body":"see https://shop.example"}}""", true],
        ["""{"to":"255712000111","preview_url":false,"text":{"preview_url":true,"body":"see https://shop.example"}}""", false],
        ["""{"to":"255712000111","preview_url":true,"text":{"body":"see shop.example"}}""", false],
        ["""{"to":"255712000111","preview_url":true,"text":{"body":"https://"}}""", false],
        ["""{"to":"255712000111","preview_url":null,"text":{"body":"https://shop.example"}}""", null],
    ];

    [TestCaseSource(nameof(Refusals))]
    public void A_broken_rule_is_named_with_its_field(string label, string json, int code, string details)
    {
        var violation = Refused(json);

        Assert.That((violation.Code, violation.Details), Is.EqualTo((code, details)), label);
    }

    [TestCase("{\"to\":\"255712000111\",}")]
    [TestCase("{\"to\":\"255712000111\" /* me */}")]
    [TestCase("{\"to\":\"255712000111\",\"to\":\"255712000112\"}")]
    [TestCase("{'to':'255712000111'}")]
    [TestCase("{\"to\":\"255712000111\"} {}")]
    [TestCase("{\"to\":NaN}")]
    [TestCase("{\"to\":\"255712000111\"")]
    public void Sloppy_json_is_malformed(string json)
    {
        var violation = Refused(json);

        Assert.That(violation.Code, Is.EqualTo(1025));
        Assert.That(violation.Details, Does.StartWith("The body is not valid JSON: "));
    }

    [Test]
    public void Json_deeper_than_we_could_hand_on_is_refused()
    {
        var deep = new string('[', 40) + new string(']', 40);

        Assert.That(Refused($$$"""{"to":"255712000111","text":{"body":"hi"},"x":{{{deep}}}}""").Code, Is.EqualTo(1025));
    }

    [Test]
    public void Bytes_that_are_no_text_are_refused() => Assert.That(
        ((MessageCheck.Refused)MessageRules.Check(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' })).Violation.Details,
        Is.EqualTo("The body is not valid UTF-8"));

    [Test]
    public void A_text_may_have_4096_characters_and_no_more()
    {
        Assert.That(Check(Text(new string('a', 4096))), Is.InstanceOf<MessageCheck.Passed>());
        Assert.That(Check(Text(string.Concat(Enumerable.Repeat("😀", 4096)))), Is.InstanceOf<MessageCheck.Passed>());
        Assert.That(
            Refused(Text(new string('a', 4097))),
            Is.EqualTo((1001, "Parameter 'text.body' must have at most 4096 characters, got 4097")));
    }

    [Test]
    public void A_template_has_a_name_of_at_most_512_characters_and_parameters_of_at_most_1024()
    {
        Assert.That(
            Refused(Template($$$"""{"name":"{{{new string('n', 513)}}}","language":{"code":"sw"}}""")),
            Is.EqualTo((1009, "Parameter 'template.name' must have at most 512 characters, got 513")));
        Assert.That(
            Refused(Components($$$"""[{"type":"body","parameters":[{"type":"text","text":"{{{new string('p', 1025)}}}"}]}]""")),
            Is.EqualTo((2004, "Parameter 'template.components[0].parameters[0].text' must have at most 1024 characters, got 1025")));
    }

    [TestCaseSource(nameof(Recipients))]
    public void A_recipient_is_normalised_and_repeated_as_given(string given, string normalised)
    {
        var message = Passed($$$"""{"to":"{{{given}}}","text":{"body":"hi"}}""");

        Assert.That((message.Input, message.Recipient), Is.EqualTo((given, normalised)));
    }

    [TestCase("255712000111-1421670534")]
    [TestCase("Y2FwaV9ncm91cDox.a_b:c=")]
    public void A_group_keeps_its_id(string groupId)
    {
        var message = Passed($$$"""{"to":"{{{groupId}}}","recipient_type":"group","text":{"body":"hi"}}""");

        Assert.That(message.Recipient, Is.EqualTo(groupId));
        Assert.That(JsonOf(message).GetProperty("recipient_type").GetString(), Is.EqualTo("group"));
    }

    [TestCaseSource(nameof(Previews))]
    public void The_preview_flag_moves_to_the_top_and_goes_off_without_a_link(string json, bool? expected)
    {
        var document = JsonOf(Passed(json));

        Assert.That(document.TryGetProperty("preview_url", out var flag) ? flag.GetBoolean() : (bool?)null, Is.EqualTo(expected));
        Assert.That(document.GetProperty("text").TryGetProperty("preview_url", out _), Is.False);
    }

    [Test]
    public void A_text_is_handed_on_without_what_v1_does_not_know() => Assert.That(
        Passed("""
            {"to":"+255712000111","ttl":{"x":1},"hsm":null,"strange":[1],"context":{"message_id":"ABGG1"},"text":{"body":"Habari \ud83d\ude00 é","x":1}}
            """).Body.ToString(),
        Is.EqualTo("""{"to":"255712000111","recipient_type":"individual","type":"text","ttl":{"x":1},"context":{"message_id":"ABGG1"},"text":{"body":"Habari 😀 é"}}""").Or
            .EqualTo("""{"to":"255712000111","recipient_type":"individual","type":"text","ttl":{"x":1},"context":{"message_id":"ABGG1"},"text":{"body":"Habari \uD83D\uDE00 é"}}"""));

    [Test]
    public void A_template_is_normalised() => Assert.That(
        Passed(Template("""
            {"namespace":"ns_1","name":"order_ready","language":{"policy":"fallback","code":"sw"},"components":[
             {"type":"HEADER","parameters":{"type":"image","image":{"link":"https://files.example/p.jpg"}}},
             {"type":"Body","parameters":[{"type":"text","text":"Asha"},{"type":"currency","currency":{"code":"TZS","amount_1000":"20000000","fallback_value":"TSh 20,000"}}]},
             {"type":"BUTTON","sub_type":"QUICK_REPLY","index":1,"parameters":[{"type":"payload","payload":"A"}]},
             {"type":"footer"}]}
            """)).Body.ToString(),
        Is.EqualTo(
            """{"to":"255712000111","recipient_type":"individual","type":"template","template":{"namespace":"ns_1","name":"order_ready","language":{"policy":"deterministic","code":"sw"},"components":["""
            + """{"type":"header","parameters":[{"type":"image","image":{"link":"https://files.example/p.jpg"}}]},"""
            + """{"type":"body","parameters":[{"type":"text","text":"Asha"},{"type":"currency","currency":{"fallback_value":"TSh 20,000","code":"TZS","amount_1000":20000000}}]},"""
            + """{"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"A"}]},"""
            + """{"type":"footer"}]}}"""));

    [Test]
    public void A_byte_order_mark_is_forgiven() =>
        Assert.That(Check("\uFEFF" + Text("hi")), Is.InstanceOf<MessageCheck.Passed>());

    private static string Text(string body) => $$$"""{"to":"255712000111","type":"text","text":{"body":"{{{body}}}"}}""";

    private static string Template(string template) => $$$"""{"to":"255712000111","type":"template","template":{{{template}}}}""";

    private static string Components(string components) =>
        Template($$$"""{"name":"n","language":{"code":"sw"},"components":{{{components}}}}""");

    private static MessageCheck Check(string json) => MessageRules.Check(Encoding.UTF8.GetBytes(json));

    private static MessageCheck.Passed Passed(string json) =>
        Check(json) as MessageCheck.Passed ?? throw new AssertionException($"refused: {Check(json)}");

    private static (int Code, string Details) Refused(string json) =>
        Check(json) is MessageCheck.Refused { Violation: var violation }
            ? (violation.Code.Number, violation.Details)
            : throw new AssertionException($"accepted: {json}");

    private static JsonElement JsonOf(MessageCheck.Passed message) => JsonDocument.Parse(message.Body.Utf8).RootElement;
}
