using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Templates;

namespace Tujenge.Unit.Tests.Infra.Templates;

internal sealed class TemplateRulesTests
{
    [Test]
    public void What_nobody_could_read_refuses_nothing() =>
        Assert.That(TemplateRules.Check(Message(parameters: 3), TemplateLookup.Unknown), Is.Null);

    [Test]
    public void A_missing_template_is_named_with_its_language()
    {
        var error = TemplateRules.Check(Message(parameters: 0), new TemplateLookup(true, null));

        Assert.That((error?.Code, error?.Details), Is.EqualTo((2001, "Template name does not exist in the translation: order_ready (sw)")));
    }

    [TestCase("PAUSED", 2061)]
    [TestCase("paused", 2061)]
    [TestCase("DISABLED", 2062)]
    [TestCase("REJECTED", 2060)]
    [TestCase("APPROVED", null)]
    [TestCase("PENDING", null, Description = "WhatsApp may have approved it since the list was read")]
    [TestCase(null, null)]
    public void A_state_that_cannot_be_sent_is_refused(string? status, int? code) =>
        Assert.That(TemplateRules.Check(Message(parameters: 1), Template("Hi {{1}}", status))?.Code, Is.EqualTo(code));

    [TestCase("Hello", 0, null)]
    [TestCase("Hello", 1, 2000)]
    [TestCase("Hi {{1}}, order {{2}}", 2, null)]
    [TestCase("Hi {{1}}, order {{2}}", 1, 2000)]
    [TestCase("{{1}} and {{1}} again", 1, null)]
    [TestCase("Hi {{customer_name}}", 1, null)]
    [TestCase("Braces { { 1 } } are no placeholder", 0, null)]
    public void As_many_parameters_as_placeholders(string body, int parameters, int? code) =>
        Assert.That(TemplateRules.Check(Message(parameters), Template(body, "APPROVED"))?.Code, Is.EqualTo(code));

    [TestCase("TEXT", "Hello {{1}}", null, 2000)]
    [TestCase("TEXT", "Hello {{1}}", """{"type":"text","text":"x"}""", null)]
    [TestCase("TEXT", "Hello", null, null)]
    [TestCase("IMAGE", null, """{"type":"image","image":{"link":"https://files.example/a.jpg"}}""", null)]
    [TestCase("IMAGE", null, """{"type":"video","video":{"link":"https://files.example/a.mp4"}}""", 2012)]
    [TestCase("IMAGE", null, null, 2012)]
    [TestCase("IMAGE", null, """{"type":"image","image":{"id":"1"}},{"type":"image","image":{"id":"2"}}""", 2000)]
    [TestCase("DOCUMENT", null, """{"type":"document","document":{"id":"7"}}""", null)]
    [TestCase("LOCATION", null, """{"type":"location","location":{}}""", null)]
    [TestCase("HOLOGRAM", null, null, null, Description = "What is not known yet is WhatsApp's to judge")]
    public void A_header_gets_what_its_format_says(string format, string? text, string? parameter, int? code)
    {
        var lookup = new TemplateLookup(true, new CloudTemplateDefinition
        {
            Name = "order_ready",
            Language = "sw",
            Status = "APPROVED",
            Components = [new CloudTemplatePart { Type = "HEADER", Format = format, Text = text }],
        });

        Assert.That(TemplateRules.Check(With("header", null, parameter), lookup)?.Code, Is.EqualTo(code));
    }

    [TestCase("https://shop.example/{{1}}", "0", """{"type":"text","text":"7"}""", null)]
    [TestCase("https://shop.example/{{1}}", "1", """{"type":"text","text":"7"}""", 1008)]
    [TestCase("https://shop.example/{{1}}", "0", null, 1008)]
    [TestCase("https://shop.example/", "0", null, null)]
    public void A_button_that_leads_to_an_address_with_a_gap_gets_its_parameter(string url, string index, string? parameter, int? code)
    {
        var lookup = new TemplateLookup(true, new CloudTemplateDefinition
        {
            Name = "order_ready",
            Language = "sw",
            Components = [new CloudTemplatePart { Type = "BUTTONS", Buttons = [new CloudTemplateButton { Type = "URL", Text = "Open", Url = url }] }],
        });

        Assert.That(TemplateRules.Check(With("button", index, parameter), lookup)?.Code, Is.EqualTo(code));
    }

    [TestCase("header", """{"type":"text","text":"x"}""", "header: number of localizable_params (1) does not match the expected number of params (0)")]
    [TestCase("header", """{"type":"image","image":{"id":"1"}}""", "header: number of localizable_params (1) does not match the expected number of params (0)")]
    [TestCase("header", null, null)]
    [TestCase("body", """{"type":"text","text":"x"}""", "body: number of localizable_params (1) does not match the expected number of params (0)")]
    [TestCase("body", null, null)]
    [TestCase("footer", null, null)]
    public void A_part_that_the_template_does_not_have_takes_nothing(string part, string? parameter, string? details)
    {
        var other = part == "header" ? "BODY" : "HEADER";
        var lookup = Lookup(new CloudTemplatePart { Type = other, Text = "Hello" });
        var error = TemplateRules.Check(With(part, null, parameter), lookup);

        Assert.That((error?.Code, error?.Details), Is.EqualTo((details is null ? (int?)null : 2000, details)));
    }

    [Test]
    public void A_definition_without_any_parts_refuses_nothing() => Assert.That(
        TemplateRules.Check(
            With("header", null, """{"type":"text","text":"x"}"""),
            new TemplateLookup(true, new CloudTemplateDefinition { Name = "order_ready", Language = "sw" })),
        Is.Null);

    [TestCase("URL", "https://shop.example/{{1}}", "0", null, null)]
    [TestCase("URL", "https://shop.example/{{1}}/{{2}}", "0", 2000, "button 0: number of localizable_params (1) does not match the expected number of params (2)")]
    [TestCase("URL", "https://shop.example/", "0", 2000, "button 0: number of localizable_params (1) does not match the expected number of params (0)")]
    [TestCase("QUICK_REPLY", null, "1", 2000, "button 1: number of localizable_params (1) does not match the expected number of params (0)")]
    [TestCase("QUICK_REPLY", null, "0", 2012, "button 0: expected QUICK_REPLY, got URL")]
    [TestCase("phone_number", null, "0", 2012, "button 0: expected PHONE_NUMBER, got URL")]
    [TestCase("OTP", null, "0", null, null, Description = "its address is not shown, and takes the code")]
    public void What_fills_an_address_needs_a_button_with_a_gap(string type, string? url, string index, int? code, string? details)
    {
        var lookup = Lookup(new CloudTemplatePart { Type = "BUTTONS", Buttons = [new CloudTemplateButton { Type = type, Text = "Open", Url = url }] });
        var error = TemplateRules.Check(With("button", index, """{"type":"text","text":"7"}""", "url"), lookup);

        Assert.That((error?.Code, error?.Details), Is.EqualTo((code, details)));
    }

    [TestCase("url", "0", """{"type":"text","text":"7"}""", 2000)]
    [TestCase("url", "0", null, null)]
    [TestCase("quick_reply", "0", """{"type":"payload","payload":"A"}""", null, Description = "WhatsApp's to judge")]
    public void A_template_without_buttons_takes_nothing_for_an_address(string kind, string index, string? parameter, int? code) => Assert.That(
        TemplateRules.Check(With("button", index, parameter, kind), Lookup(new CloudTemplatePart { Type = "BODY", Text = "Hi" }))?.Code,
        Is.EqualTo(code));

    private const string Payload = """{"type":"payload","payload":"A"}""";

    [TestCase("QUICK_REPLY", null, "0", Payload, null)]
    [TestCase("quick_reply", null, "0", Payload, null)]
    [TestCase("URL", "https://shop.example/{{1}}", "0", Payload, "button 0: expected URL, got QUICK_REPLY")]
    [TestCase("URL", "https://shop.example/", "0", Payload, "button 0: expected URL, got QUICK_REPLY")]
    [TestCase("COPY_CODE", null, "0", Payload, "button 0: expected COPY_CODE, got QUICK_REPLY")]
    [TestCase("PHONE_NUMBER", null, "0", Payload, "button 0: expected PHONE_NUMBER, got QUICK_REPLY")]
    [TestCase("OTP", null, "0", Payload, "button 0: expected OTP, got QUICK_REPLY")]
    [TestCase("QUICK_REPLY", null, "1", Payload, "button 1: expected none, got QUICK_REPLY: the template has 1 buttons, from 0")]
    [TestCase("QUICK_REPLY", null, "0", """{"type":"text","text":"A"}""", "button 0: parameters of a quick_reply must be payload, got text")]
    [TestCase("QUICK_REPLY", null, "0", """{"type":"image","image":{"id":"1"}}""", "button 0: parameters of a quick_reply must be payload, got image")]
    [TestCase("QUICK_REPLY", null, "0", """{"type":"hologram"}""", null, Description = "WhatsApp's to judge")]
    [TestCase("QUICK_REPLY", null, "0", null, null)]
    [TestCase("URL", "https://shop.example/", "0", null, null)]
    [TestCase("HOLOGRAM", null, "0", Payload, null)]
    [TestCase(null, null, "0", Payload, null)]
    public void A_quick_reply_goes_to_a_quick_reply(string? type, string? url, string index, string? parameter, string? details)
    {
        var lookup = Lookup(new CloudTemplatePart { Type = "BUTTONS", Buttons = [new CloudTemplateButton { Type = type, Text = "Open", Url = url }] });
        var error = TemplateRules.Check(With("button", index, parameter, "quick_reply"), lookup);

        Assert.That((error?.Code, error?.Details), Is.EqualTo((details is null ? (int?)null : 2012, details)));
    }

    [TestCase("quick_reply", "0", Payload)]
    [TestCase("quick_reply", "9", """{"type":"text","text":"A"}""")]
    [TestCase("url", "0", """{"type":"text","text":"A"}""")]
    public void Buttons_that_the_definition_does_not_tell_refuse_nothing(string kind, string index, string parameter) => Assert.That(
        TemplateRules.Check(With("button", index, parameter, kind), Lookup(new CloudTemplatePart { Type = "BUTTONS" })), Is.Null);

    [TestCase("url", "0", """{"type":"text","text":"123456"}""", null)]
    [TestCase("copy_code", "0", """{"type":"coupon_code","coupon_code":"123456"}""", null)]
    [TestCase("url", "1", """{"type":"text","text":"123456"}""", "button 0 of type otp needs a parameter")]
    [TestCase("url", "0", null, "button 0 of type otp needs a parameter")]
    public void A_one_time_password_is_on_its_button_too(string kind, string index, string? parameter, string? details)
    {
        var lookup = Lookup(new CloudTemplatePart { Type = "BUTTONS", Buttons = [new CloudTemplateButton { Type = "OTP", Text = "Copy" }] });
        var error = TemplateRules.Check(With("button", index, parameter, kind), lookup);

        Assert.That((error?.Code, error?.Details), Is.EqualTo((details is null ? (int?)null : 2012, details)));
    }

    [TestCase("Hi {{name}}", "name", null)]
    [TestCase("Hi {{ name }}, order {{order_id}}", "order_id,name", null)]
    [TestCase("Hi {{name}}, {{name}}", "name", null)]
    [TestCase("Hi {{1}}", "", null)]
    [TestCase("Hi {{1}}", "name", null, Description = "WhatsApp's to judge")]
    [TestCase("Hi {{1}} and {{name}}", ",", null)]
    [TestCase("Hi {{name}}", "", "parameter 1 must have the parameter_name name, got none")]
    [TestCase("Hi {{name}}", "Name", "parameter 1 must have the parameter_name name, got Name")]
    [TestCase("Hi {{name}}, order {{order_id}}", "name,", "parameter 2 must have the parameter_name order_id, got none")]
    [TestCase("Hi {{name}}, order {{order_id}}", "number,name", "parameter 1 must have the parameter_name name or order_id, got number")]
    [TestCase("Hi {{name}}, order {{order_id}}", "name,name", "parameter 2 must have the parameter_name order_id, got name")]
    public void A_placeholder_with_a_name_is_filled_by_its_name(string text, string names, string? problem)
    {
        foreach (var part in new[] { "header", "body" })
        {
            var message = new V1Template
            {
                Name = "order_ready",
                Language = new V1Language { Code = "sw" },
                Components = [new V1TemplateComponent { Type = part, Parameters = [.. names.Split(',').Select(Named)] }],
            };
            var error = TemplateRules.Check(message, Lookup(new CloudTemplatePart { Type = part.ToUpperInvariant(), Format = part == "header" ? "TEXT" : null, Text = text }));

            Assert.That((error?.Code, error?.Details), Is.EqualTo((problem is null ? (int?)null : 2012, problem is null ? null : $"{part}: {problem}")));
        }

        static JsonElement Named(string name) => JsonSerializer.SerializeToElement(
            new V1TemplateParameter { Type = "text", ParameterName = name.Length == 0 ? null : name, Text = "x" }, V1Json.Wire.V1TemplateParameter);
    }

    [TestCase("text", null)]
    [TestCase("currency", null)]
    [TestCase("date_time", null)]
    [TestCase("image", 2012)]
    public void A_body_is_text(string type, int? code) => Assert.That(
        TemplateRules.Check(With("body", null, $$"""{"type":"{{type}}"}"""), Template("Hi {{1}}", "APPROVED"))?.Code, Is.EqualTo(code));

    private static TemplateLookup Lookup(CloudTemplatePart part) => new(
        true, new CloudTemplateDefinition { Name = "order_ready", Language = "sw", Status = "APPROVED", Components = [part] });

    private static V1Template With(string part, string? index, string? parameter, string? kind = null) => new()
    {
        Name = "order_ready",
        Language = new V1Language { Code = "sw" },
        Components =
        [
            new V1TemplateComponent
            {
                Type = part,
                SubType = kind,
                Index = index,
                Parameters = parameter is null ? null : [.. JsonDocument.Parse($"[{parameter}]").RootElement.EnumerateArray()],
            },
        ],
    };

    private static TemplateLookup Template(string body, string? status) => new(
        true,
        new CloudTemplateDefinition
        {
            Name = "order_ready",
            Language = "sw",
            Status = status,
            Components = [new CloudTemplatePart { Type = "BODY", Text = body }],
        });

    private static V1Template Message(int parameters) => new()
    {
        Name = "order_ready",
        Language = new V1Language { Code = "sw" },
        Components = parameters == 0
            ? null
            : [new V1TemplateComponent { Type = "body", Parameters = [.. Enumerable.Repeat(JsonSerializer.SerializeToElement("x"), parameters)] }],
    };
}
