using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Sender.Templates;

namespace Tujenge.Unit.Tests.Sender;

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

    private static TemplateLookup Template(string body, string? status) => new(
        true, new CloudTemplateDefinition("order_ready", "sw", status, [new CloudTemplatePart("BODY", null, body)]));

    private static V1Template Message(int parameters) => new()
    {
        Name = "order_ready",
        Language = new V1Language { Code = "sw" },
        Components = parameters == 0
            ? null
            : [new V1TemplateComponent { Type = "body", Parameters = [.. Enumerable.Repeat(JsonSerializer.SerializeToElement("x"), parameters)] }],
    };
}
