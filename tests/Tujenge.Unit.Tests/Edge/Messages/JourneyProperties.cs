using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Sender.CloudApi;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>A valid message arrives on the phone with all that the mapping does not name as lost.</summary>
internal sealed class JourneyProperties
{
    private RunningSimulator _whatsApp = null!;
    private int _phones;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        await _whatsApp.DoAsync(
            HttpMethod.Put, "templates", """{"templates":[{"name":"t","language":"sw","body":"{{1}} {{2}} {{3}}"}]}""");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _whatsApp.DisposeAsync();

    [Test]
    public void A_valid_message_survives_the_way_through_v1_and_the_Cloud_API_to_the_phone() => Prop
        .ForAll(ValidMessages.All.ToArbitrary(), message => ArrivesAsync(message).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    [TestCase("individual", "255712999111", "255712999111")]
    [TestCase("individual", "+255 712 999 222", "255712999222")]
    [TestCase("individual", "US.1234aB", "US.1234aB")]
    [TestCase("group", "Y2FwaV9ncm91cDox", "Y2FwaV9ncm91cDox")]
    public async Task Any_recipient_gets_it_and_what_it_quotes(string recipientType, string to, string phone)
    {
        await _whatsApp.OpenWindowAsync(phone);
        await SendAsync(
            $$$"""{"to":"{{{to}}}","recipient_type":"{{{recipientType}}}","context":{"message_id":"wamid.q"},"text":{"body":"b"}}""",
            targetId: "wamid.q");

        var message = (await _whatsApp.GetAsync($"phones/{phone}")).GetProperty("messages").EnumerateArray().Last();
        Assert.That(message.GetProperty("text").GetString(), Is.EqualTo("b"));
        Assert.That(message.GetProperty("quoted_id").GetString(), Is.EqualTo("wamid.q"));
    }

    private async Task<bool> ArrivesAsync(ValidMessage sent)
    {
        var phone = $"{255_712_000_000 + ++_phones}";
        await _whatsApp.OpenWindowAsync(phone);
        var body = new JsonObject { ["to"] = phone, ["type"] = sent.Type, [sent.Type] = sent.Contents.DeepClone() };
        await SendAsync(body.ToJsonString(), (string?)(sent.Type == "reaction" ? sent.Contents["message_id"] : null));

        var arrived = (await _whatsApp.GetAsync($"phones/{phone}")).GetProperty("messages").EnumerateArray().Last();
        var contents = arrived.TryGetProperty("contents", out var given)
            ? JsonNode.Parse(given.GetRawText())
            : new JsonObject { ["body"] = arrived.GetProperty("text").GetString() };
        Assert.That(arrived.GetProperty("type").GetString(), Is.EqualTo(sent.ArrivingType));
        Assert.That(JsonNode.DeepEquals(contents, JsonNode.Parse(sent.Arriving.ToJsonString())), $"sent {sent.Arriving.ToJsonString()}\narrived {contents?.ToJsonString()}");
        return true;
    }

    /// <summary>As edge and sender do it.</summary>
    private async Task SendAsync(string json, string? targetId)
    {
        var check = MessageRules.Check(Encoding.UTF8.GetBytes(json));
        Assert.That(check, Is.InstanceOf<MessageCheck.Passed>(), $"{check}\n{json}");
        var message = JsonSerializer.Deserialize(((MessageCheck.Passed)check).Body.Utf8.Span, V1Json.Wire.V1Message)!;
        var cloud = JsonSerializer.Serialize(CloudMessages.From(message, "our-id", targetId), CloudJson.Wire.CloudMessage);
        using var answer = await _whatsApp.SendAsync(cloud);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{await answer.Content.ReadAsStringAsync()}\n{cloud}");
    }
}
