using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.V1;

namespace Tujenge.Unit.Tests.Contracts;

/// <summary>Clients of v1 were written years ago and read these names.</summary>
[Parallelizable]
internal sealed class V1JsonTests
{
    [Test]
    public void An_accepted_message_is_answered_like_this() => Assert.That(
        JsonSerializer.Serialize(
            new V1SendAnswer([new("+255712000111", "255712000111")], [new("gBEG0190")], V1Meta.Current),
            V1Json.Wire.V1SendAnswer),
        Is.EqualTo(
            OneLine.Of(
                """
                {"contacts":[{"input":"+255712000111","wa_id":"255712000111"}],"messages":[{"id":"gBEG0190"}],
                "meta":{"api_status":"stable","version":"2.53.1"}}
                """)));

    [Test]
    public void An_error_of_the_api_is_told_like_this() => Assert.That(
        JsonSerializer.Serialize(
            new V1ErrorAnswer(
                V1Meta.Current,
                [new(1008, "Required parameter is missing", "Parameter 'to' is absent", "https://docs.example")]),
            V1Json.Wire.V1ErrorAnswer),
        Is.EqualTo(
            OneLine.Of(
                """
                {"meta":{"api_status":"stable","version":"2.53.1"},"errors":[{"code":1008,"title":"Required parameter is missing",
                "details":"Parameter 'to' is absent","href":"https://docs.example"}]}
                """)));

    [Test]
    public void Details_and_href_are_left_out_when_there_are_none() => Assert.That(
        JsonSerializer.Serialize(new V1ErrorAnswer(V1Meta.Current, [new(1000, "Generic error")]), V1Json.Wire.V1ErrorAnswer),
        Does.EndWith(""","errors":[{"code":1000,"title":"Generic error"}]}"""));

    [Test]
    public void An_error_of_the_gateway_is_told_like_this() => Assert.That(
        JsonSerializer.Serialize(new GatewayErrorAnswer(new(false, 401, "Invalid API key.", [])), V1Json.Wire.GatewayErrorAnswer),
        Is.EqualTo("""{"meta":{"success":false,"http_code":401,"developer_message":"Invalid API key.","details":[]}}"""));

    [Test]
    public void An_error_of_the_gateway_can_do_without_details() => Assert.That(
        JsonSerializer.Serialize(new GatewayErrorAnswer(new(false, 500, "x", null)), V1Json.Wire.GatewayErrorAnswer),
        Is.EqualTo("""{"meta":{"success":false,"http_code":500,"developer_message":"x"}}"""));

    [Test]
    public void A_message_is_handed_on_like_this() => Assert.That(
        JsonSerializer.Serialize(
            new V1Message
            {
                To = "255712000111",
                RecipientType = "individual",
                Type = "text",
                PreviewUrl = true,
                Context = new V1Context { MessageId = "gBEG0190" },
                Text = new V1Text { Body = "Habari é <&>" },
            },
            V1Json.Wire.V1Message),
        Is.EqualTo(
            OneLine.Of(
                """
                {"to":"255712000111","recipient_type":"individual","type":"text","preview_url":true,
                "context":{"message_id":"gBEG0190"},"text":{"body":"Habari é <&>"}}
                """)));

    [Test]
    public void A_text_of_any_script_comes_out_as_it_went_in()
    {
        var text = new V1Text { Body = "Привет 👍🏽 \" \\ \n \u200f مرحبا" };
        var json = JsonSerializer.Serialize(new V1Message { To = "255712000111", Text = text }, V1Json.Wire.V1Message);

        Assert.That(JsonSerializer.Deserialize(json, V1Json.Wire.V1Message)!.Text, Is.EqualTo(text));
    }

    [Test]
    public void A_status_callback_is_written_like_this() => Assert.That(
        JsonSerializer.Serialize(
            new V1Callback
            {
                Statuses =
                [
                    new V1Status
                    {
                        Id = "gBEG0190",
                        RecipientId = "255712000111",
                        Status = "failed",
                        Timestamp = "1767323045",
                        Message = new V1StatusMessage("255712000111"),
                        Errors = [V1Errors.Of(470, "late")],
                    },
                ],
            },
            V1Json.Wire.V1Callback),
        Is.EqualTo(
            OneLine.Of(
                """
                {"statuses":[{"id":"gBEG0190","recipient_id":"255712000111","status":"failed","timestamp":"1767323045","type":"message",
                "message":{"recipient_id":"255712000111"},"errors":[{"code":470,"title":"Re-engagement message","details":"late"}]}]}
                """)));
}
