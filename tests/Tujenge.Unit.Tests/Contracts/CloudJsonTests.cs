using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Cloud;

namespace Tujenge.Unit.Tests.Contracts;

/// <summary>What WhatsApp reads and writes; its names are not ours to choose.</summary>
[Parallelizable]
internal sealed class CloudJsonTests
{
    [Test]
    public void A_text_is_written_like_this() => Assert.That(
        JsonSerializer.Serialize(
            new CloudMessage
            {
                To = "255712000111",
                Type = "text",
                BizOpaqueCallbackData = "gBEG0190",
                Context = new CloudContext("wamid.A"),
                Text = new CloudText("hi", true),
            },
            CloudJson.Wire.CloudMessage),
        Is.EqualTo(
            OneLine.Of(
                """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"255712000111","type":"text",
                "biz_opaque_callback_data":"gBEG0190","context":{"message_id":"wamid.A"},"text":{"body":"hi","preview_url":true}}
                """)));

    [Test]
    public void A_template_is_written_like_this()
    {
        using var parameters = JsonDocument.Parse("""[{"type":"payload","payload":"A"}]""");
        var component = new CloudTemplateComponent("button", "quick_reply", "1", [.. parameters.RootElement.EnumerateArray()]);

        Assert.That(
            JsonSerializer.Serialize(
                new CloudMessage
                {
                    Recipient = "US.1234",
                    Type = "template",
                    Template = new CloudTemplate("order_ready", new CloudLanguage("sw"), [component]),
                },
                CloudJson.Wire.CloudMessage),
            Is.EqualTo(
                OneLine.Of(
                    """
                    {"messaging_product":"whatsapp","recipient_type":"individual","recipient":"US.1234","type":"template",
                    "template":{"name":"order_ready","language":{"code":"sw","policy":"deterministic"},"components":[
                    {"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"A"}]}]}}
                    """)));
    }

    [Test]
    public void An_answer_is_read_like_this()
    {
        var answer = JsonSerializer.Deserialize(
            """
            {"messaging_product":"whatsapp","contacts":[{"input":"5511987654321","wa_id":"551187654321"}],
             "messages":[{"id":"wamid.A","message_status":"accepted"}],"new":{}}
            """,
            CloudJson.Wire.CloudSendAnswer)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Messages!.Single(), Is.EqualTo(new CloudAnswerMessage("wamid.A", "accepted")));
            Assert.That(answer.Contacts!.Single(), Is.EqualTo(new CloudAnswerContact("5511987654321", "551187654321")));
            Assert.That(answer.Error, Is.Null);
        }
    }

    [TestCase("131047")]
    [TestCase("\"131047\"")]
    public void A_refusal_is_read_like_this(string code)
    {
        var error = JsonSerializer.Deserialize(
            $$$"""
            {"error":{"message":"(#131047) Re-engagement message","type":"OAuthException","code":{{{code}}},"error_subcode":2494010,
             "error_data":{"messaging_product":"whatsapp","details":"more than 24 hours"},"fbtrace_id":"Az8or2"}}
            """,
            CloudJson.Wire.CloudErrorAnswer)!.Error;

        Assert.That(error, Is.EqualTo(new CloudError
        {
            Message = "(#131047) Re-engagement message",
            Type = "OAuthException",
            Code = 131047,
            ErrorSubcode = 2494010,
            ErrorData = new CloudErrorData("whatsapp", "more than 24 hours"),
            FbtraceId = "Az8or2",
        }));
    }
}
