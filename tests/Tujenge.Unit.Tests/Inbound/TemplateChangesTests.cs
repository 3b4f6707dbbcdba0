using NUnit.Framework;
using Tujenge.Inbound.Processing;

namespace Tujenge.Unit.Tests.Inbound;

[Parallelizable]
internal sealed class TemplateChangesTests
{
    [TestCase("""{"entry":[{"id":"7","changes":[{"field":"message_template_status_update","value":{}}]}]}""", "7")]
    [TestCase("""{"entry":[{"id":7,"changes":[{"field":"message_template_quality_update"}]},{"id":"8","changes":[{"field":"message_template_components_update"}]}]}""", "7 8")]
    [TestCase("""{"entry":[{"id":"7","changes":[{"field":"messages","value":{"text":"message_template_status_update"}}]}]}""", "")]
    [TestCase("""{"entry":[{"changes":[{"field":"message_template_status_update"}]}]}""", "")]
    [TestCase("""{"entry":{"field":"message_template_status_update"}}""", "")]
    [TestCase("""[["message_template_"]]""", "")]
    [TestCase("""{"entry":[{"id":"7","changes":[{"field":"template_category_update","value":{}}]}]}""", "7")]
    [TestCase("""{"entry":[{"id":"7","changes":[{"field":"message_template_status_update","value":{"reason":"\ud83d"}}]}]}""", "7")]
    [TestCase("""{"entry":[{"id":"7","changes":[{"field":"message_template_status_update\ud800"}]}]}""", "7")]
    [TestCase("""{"entry":[{"id":"7\ud800","changes":[{"field":"message_template_status_update"}]}]}""", "7\ufffd")]
    [TestCase("""message_template_ is no JSON""", "")]
    [TestCase("", "")]
    public void The_accounts_are_those_whose_templates_have_changed(string body, string accounts) =>
        Assert.That(string.Join(' ', TemplateChanges.AccountsIn(body).Order(StringComparer.Ordinal)), Is.EqualTo(accounts));

    [Test]
    public void Neither_a_byte_order_mark_nor_something_deep_beside_it_hides_a_change()
    {
        var deep = $"{new string('[', 200)}{new string(']', 200)}";
        var body = $$$"""{"entry":[{"id":"7","changes":[{"field":"message_template_status_update","value":{"x":{{{deep}}}}}]}]}""";

        Assert.That(TemplateChanges.AccountsIn($"\ufeff{body}"), Is.EqualTo(new[] { "7" }));
    }
}
