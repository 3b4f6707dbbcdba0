using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Sender.CloudApi;

namespace Tujenge.Unit.Tests.Sender;

/// <summary>cloud-api-mapping, section 1.</summary>
internal sealed class CloudMessagesTests
{
    [Test]
    public void A_text_gets_the_product_and_our_id_and_the_preview_flag_moves_inside() => Assert.That(
        Translate(
            """{"to":"255712000111","type":"text","preview_url":true,"context":{"message_id":"gBEG1"},"text":{"body":"See https://shop.example"}}""",
            contextId: "wamid.1"),
        Is.EqualTo(
            """{"messaging_product":"whatsapp","recipient_type":"individual","to":"255712000111","type":"text","biz_opaque_callback_data":"our-id","context":{"message_id":"wamid.1"},"text":{"body":"See https://shop.example","preview_url":true}}"""));

    [Test]
    public void A_template_loses_its_namespace_and_keeps_its_parameters() => Assert.That(
        Translate(
            """
            {"to":"255712000111","type":"template","template":{"namespace":"ns","name":"order_ready","language":{"policy":"fallback","code":"sw"},
             "components":[{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"7"}]}]}}
            """),
        Is.EqualTo(
            """{"messaging_product":"whatsapp","recipient_type":"individual","to":"255712000111","type":"template","biz_opaque_callback_data":"our-id","template":{"name":"order_ready","language":{"code":"sw","policy":"deterministic"},"components":[{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"7"}]}]}}"""));

    [Test]
    public void A_customer_without_a_number_is_addressed_as_recipient() => Assert.That(
        Translate("""{"to":"US.1234","type":"text","text":{"body":"hi"}}"""),
        Does.Contain("\"recipient\":\"US.1234\"").And.Not.Contain("\"to\""));

    [Test]
    public void A_group_is_addressed_by_its_id() => Assert.That(
        Translate("""{"to":"Y2FwaV9ncm91cDox","recipient_type":"group","type":"text","text":{"body":"hi"}}"""),
        Does.Contain("\"recipient_type\":\"group\",\"to\":\"Y2FwaV9ncm91cDox\""));

    private static string Translate(string v1, string? contextId = null) => JsonSerializer.Serialize(
        CloudMessages.From(JsonSerializer.Deserialize(v1, V1Json.Wire.V1Message)!, "our-id", contextId),
        CloudJson.Wire.CloudMessage);
}
