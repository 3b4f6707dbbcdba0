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
            targetId: "wamid.1"),
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

    [TestCase("image", """{"link":"https://a.example","caption":"c"}""")]
    [TestCase("audio", """{"id":"1"}""")]
    [TestCase("video", """{"link":"https://a.example","caption":"c"}""")]
    [TestCase("document", """{"link":"https://a.example","caption":"c","filename":"f"}""")]
    [TestCase("sticker", """{"id":"1"}""")]
    public void A_file_loses_its_provider(string type, string kept) => Assert.That(
        ContentsOf(type, kept.Insert(kept.Length - 1, ""","provider":{"name":"p"}""")),
        Is.EqualTo(kept));

    [TestCase("location", """{"latitude":-6.7920,"longitude":39.20,"name":"n","address":"a"}""")]
    [TestCase("interactive", """{"type":"list","body":{"text":"b"},"action":{"button":"m","sections":[{"rows":[{"id":"1","title":"t"}]}]}}""")]
    [TestCase("interactive", """{"type":"button","header":{"type":"text","text":"h"},"body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"t"}}]}}""")]
    [TestCase("interactive", """{"type":"flow","header":{"type":"gif"},"action":{"name":"flow","parameters":{"n":[null,1.50]}}}""")]
    public void What_both_have_in_the_same_form_stays_as_it_is(string type, string contents) =>
        Assert.That(ContentsOf(type, contents), Is.EqualTo(contents));

    [Test]
    public void A_card_loses_its_other_messengers() => Assert.That(
        ContentsOf("contacts", """[{"name":{"formatted_name":"A"},"phones":[{"phone":"1","type":"CELL","wa_id":"1"}],"ims":[{"service":"AIM"},"x"]}]"""),
        Is.EqualTo("""[{"name":{"formatted_name":"A"},"phones":[{"phone":"1","type":"CELL","wa_id":"1"}]}]"""));

    [Test]
    public void A_file_in_a_header_loses_its_provider() => Assert.That(
        ContentsOf(
            "interactive",
            """{"type":"button","header":{"type":"document","document":{"link":"https://a.example","filename":"f","provider":{"name":"p"}}},"body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"t"}}]}}"""),
        Is.EqualTo(
            """{"type":"button","header":{"type":"document","document":{"link":"https://a.example","filename":"f"}},"body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"t"}}]}}"""));

    [Test]
    public void A_file_in_a_template_loses_its_provider() => Assert.That(
        ContentsOf(
            "template",
            """{"name":"n","language":{"code":"sw"},"components":[{"type":"header","parameters":[{"type":"image","image":{"link":"https://a.example","provider":{"name":"p"}}}]}]}"""),
        Does.Contain("""[{"type":"image","image":{"link":"https://a.example"}}]"""));

    [Test]
    public void A_reaction_names_the_message_by_WhatsApps_id_and_quotes_nothing() => Assert.That(
        Translate("""{"to":"255712000111","type":"reaction","context":{"message_id":"x"},"reaction":{"message_id":"gBEG1","emoji":""}}""", targetId: "wamid.1"),
        Is.EqualTo(
            """{"messaging_product":"whatsapp","recipient_type":"individual","to":"255712000111","type":"reaction","biz_opaque_callback_data":"our-id","reaction":{"message_id":"wamid.1","emoji":""}}"""));

    [Test]
    public void A_customer_without_a_number_is_addressed_as_recipient() => Assert.That(
        Translate("""{"to":"US.1234","type":"text","text":{"body":"hi"}}"""),
        Does.Contain("\"recipient\":\"US.1234\"").And.Not.Contain("\"to\""));

    [Test]
    public void A_group_is_addressed_by_its_id() => Assert.That(
        Translate("""{"to":"Y2FwaV9ncm91cDox","recipient_type":"group","type":"text","text":{"body":"hi"}}"""),
        Does.Contain("\"recipient_type\":\"group\",\"to\":\"Y2FwaV9ncm91cDox\""));

    private static string ContentsOf(string type, string contents) => JsonDocument
        .Parse(Translate($$"""{"to":"255712000111","type":"{{type}}","{{type}}":{{contents}}}"""))
        .RootElement.GetProperty(type).GetRawText();

    private static string Translate(string v1, string? targetId = null) => JsonSerializer.Serialize(
        CloudMessages.From(JsonSerializer.Deserialize(v1, V1Json.Wire.V1Message)!, "our-id", targetId),
        CloudJson.Wire.CloudMessage);
}
