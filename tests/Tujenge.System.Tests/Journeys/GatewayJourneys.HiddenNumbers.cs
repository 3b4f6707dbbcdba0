using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing.Privacy;

namespace Tujenge.SystemTests.Journeys;

/// <summary>Customers who hide their number: an id of the business's own stands for it.</summary>
public abstract partial class GatewayJourneys
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_customer_without_a_number_is_answered_under_the_id_of_the_webhook(bool idInFrom)
    {
        var customer = NewUserId();
        await _gateway.SimulateAsync(HttpMethod.Put, $"phones/{customer}", new { id_in_from = idInFrom, name = "Asha" });
        var told = await WaitForCallAsync(await WriteAndWaitAsync(customer, isV1: false));
        var from = told.GetProperty("messages")[0].GetProperty("from").GetString()!;
        Assert.That(await _gateway.CheckContactAsync(from), Is.EqualTo(from), "clients that check before they send");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await _gateway.SendTextAsync(from, Gateway.NewText($"number {i}")));
        }

        foreach (var id in ids)
        {
            await _gateway.WaitForStatusAsync(id, "sent");
            await _gateway.WaitForStatusAsync(id, "delivered");
        }

        using (var content = new StringContent("""{"status":"read"}""", Encoding.UTF8, "application/json"))
        using (var marked = await _gateway.CallAsync(
            HttpMethod.Put, $"messages/{told.GetProperty("messages")[0].GetProperty("id").GetString()}", _gateway.ApiKey, content))
        {
            Assert.That(marked.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        var written = (await _gateway.SimulateAsync(HttpMethod.Get, $"phones/{customer}")).GetProperty("messages")[0];
        Assert.That(written.GetProperty("read").GetBoolean(), Is.True, "marked as read by the webhook's id");

        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{customer}/read");
        var read = await _gateway.WaitForStatusAsync(ids[^1], "read");
        var calls = await _gateway.SendCallsAsync(customer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(from, Is.EqualTo(customer));
            Assert.That(told.GetProperty("contacts").GetRawText(), Is.EqualTo($$$"""[{"profile":{"name":"Asha"},"wa_id":"{{{customer}}}"}]"""));
            Assert.That(calls.Select(call => call.GetProperty("biz_opaque_callback_data").GetString()), Is.EqualTo(ids), "each once, in order");
            Assert.That(read.GetProperty("recipient_id").GetString(), Is.EqualTo(customer));
            Assert.That(read.GetProperty("message").GetProperty("recipient_id").GetString(), Is.EqualTo(customer));
        }
    }

    [Test]
    public async Task A_reply_of_a_customer_without_a_number_names_our_message_and_is_told_once()
    {
        var customer = NewUserId();
        await WriteAndWaitAsync(customer, isV1: false);
        var id = await _gateway.SendTextAsync(customer, Gateway.NewText("which one?"));
        await _gateway.WaitForStatusAsync(id, "delivered");
        var answer = await TellAsync(isV1: false, "posts", 3, [new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["from"] = customer,
                ["type"] = "interactive",
                ["interactive"] = JsonNode.Parse("""{"type":"button_reply","button_reply":{"id":"yes","title":"Yes"}}"""),
                ["context"] = new JsonObject { ["id"] = id },
            },
        }]);
        var reply = answer.GetProperty("ids")[0].GetString()!;
        var told = await WaitForCallAsync(reply);
        await WaitUntilToldAsync(3, reply, [reply]);
        await WriteAndWaitAsync(Gateway.NewPhone(), isV1: false);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.GetProperty("messages")[0].GetProperty("context").GetProperty("id").GetString(), Is.EqualTo(id));
            Assert.That(_gateway.MessagesAtWebhook().Count(message => message.GetProperty("id").GetString() == reply), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_customer_without_a_number_who_wrote_too_long_ago_gets_no_text()
    {
        var customer = NewUserId();
        var at = $"{(DateTimeOffset.UtcNow - TimeSpan.FromHours(25)).ToUnixTimeSeconds()}";
        var written = await _gateway.SimulateAsync(
            HttpMethod.Post, $"phones/{customer}/write", new { text = Gateway.NewText("hello"), timestamp = at, to = _gateway.PhoneNumberId });
        await WaitForCallAsync(written.GetProperty("id").GetString()!);
        var failed = await _gateway.WaitForStatusAsync(await _gateway.SendTextAsync(customer, Gateway.NewText("too late")), "failed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.GetProperty("errors")[0].GetProperty("code").GetInt32(), Is.EqualTo(470));
            Assert.That(failed.GetProperty("recipient_id").GetString(), Is.EqualTo(customer));
            Assert.That(await _gateway.SendCallsAsync(customer), Is.Empty);
        }
    }

    [Test]
    public async Task A_customer_whom_a_message_does_not_name_is_the_one_whom_the_callback_introduces()
    {
        var customer = NewUserId();
        var id = $"wamid.{Guid.NewGuid():N}";
        await TellAsync(isV1: false, new JsonObject
        {
            ["value"] = JsonNode.Parse($$$"""
                {"contacts":[{"profile":{"username":"asha"},"user_id":"{{{customer}}}"}],
                 "messages":[{"id":"{{{id}}}","timestamp":"{{{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}}}","type":"text","text":{"body":"{{{Gateway.NewText("hi")}}}"}}]}
                """),
        });
        var told = await WaitForCallAsync(id);
        Assert.That(told.GetProperty("messages")[0].GetProperty("from").GetString(), Is.EqualTo(customer));
        Assert.That(told.GetProperty("contacts").GetRawText(), Is.EqualTo($$$"""[{"profile":{},"wa_id":"{{{customer}}}"}]"""));
    }

    private static string NewUserId()
    {
        var id = $"US.{Random.Shared.NextInt64(1_000_000_000_000_000, 9_999_999_999_999_999)}";
        PrivateValues.Add(id, "customer's id");
        return id;
    }
}
