using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing;

namespace Tujenge.SystemTests.Journeys;

/// <summary>Every kind of callback, from the simulated WhatsApp to the client's webhook, which must get valid v1.</summary>
public abstract partial class GatewayJourneys
{
    /// <summary>
    /// What a phone writes, in v1's words, and what the client gets where that differs on the Cloud API or on a v1 server.
    /// <c>$sent</c> is a message of ours: by WhatsApp's id where the phone names it, by ours where the client sees it.
    /// </summary>
    private static readonly (string Name, string Written, string? Cloud, string? V1)[] Written =
    [
        ("text", """{"type":"text","text":{"body":"Is order 7 ready? 👍 é \"now\""}}""", null, null),
        ("location", """{"type":"location","location":{"latitude":-6.7924,"longitude":39.2083,"name":"Kariakoo","address":"Dar","url":"https://maps.example/p/1"}}""", null, null),
        ("dropped pin", """{"type":"location","location":{"latitude":-6.7924,"longitude":39.2083}}""", null, null),
        ("contacts", """{"type":"contacts","contacts":[{"name":{"formatted_name":"Juma Ali"},"phones":[{"phone":"+255 712 000 222","wa_id":"255712000222"}]}]}""", null, null),
        ("quick reply", """{"type":"button","button":{"payload":"CONFIRM-7","text":"Yes"},"context":{"from":"255754000000","id":"$sent"}}""", null, null),
        ("button reply", """{"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"yes","title":"Yes"}},"context":{"from":"255754000000","id":"$sent"}}""", null, null),
        ("list reply", """{"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"agent","title":"Talk","description":"A person"}},"context":{"from":"255754000000","id":"$sent"}}""", null, null),
        ("flow", """{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\"size\":7}"}},"context":{"from":"255754000000","id":"$sent"}}""", null, null),
        ("order", """{"type":"order","order":{"catalog_id":"1","text":"hurry","product_items":[{"product_retailer_id":"SKU-9","quantity":2,"item_price":12000.50,"currency":"TZS"}]}}""", null, null),
        ("reaction", """{"type":"reaction","reaction":{"message_id":"$sent","emoji":"👍"}}""", null, null),
        ("reaction removed", """{"type":"reaction","reaction":{"message_id":"$sent","emoji":""}}""", """{"type":"reaction","reaction":{"message_id":"$sent"}}""", null),
        ("number change", """{"type":"system","system":{"type":"customer_changed_number","body":"moved","new_wa_id":"255712999111"}}""",
            """{"type":"system","system":{"type":"customer_changed_number","body":"moved","new_wa_id":"255712999111","wa_id":"255712999111"}}""", null),
        ("identity change", """{"type":"system","system":{"type":"customer_identity_changed","body":"changed","identity":"h"}}""", null, null),
        ("group news", """{"type":"system","group_id":"255754000000-1600000000","system":{"type":"group_user_joined","body":"joined","users":["255712000222"]}}""", null, null),
        ("ephemeral", """{"type":"ephemeral"}""",
            """{"type":"ephemeral","errors":[{"code":501,"title":"Message type is not currently supported","details":"cloud 131051: Message type is currently not supported."}]}""",
            """{"type":"ephemeral","errors":[{"code":501,"title":"Unknown message type","details":"Message type is not currently supported"}]}"""),
        ("unknown", """{"type":"unknown"}""",
            """{"type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is currently not supported."}]}""",
            """{"type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is not currently supported"}]}"""),
        ("unsupported", """{"type":"unsupported","unsupported":{"type":"poll"}}""",
            """{"type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is currently not supported. (poll)"}]}""",
            """{"type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is not currently supported"}]}"""),
        ("media that failed", """{"type":"image","errors":[{"code":131052,"title":"Media download error","details":"Gone"}]}""",
            """{"type":"image","errors":[{"code":400,"title":"Media download error","details":"cloud 131052: Gone"}]}""", null),
        ("media that is not there", """{"type":"image","image":{"mime_type":"image/jpeg","status":"undownloaded"}}""",
            """{"type":"image","errors":[{"code":400,"title":"Media download error","details":"cloud 131052: The file could not be downloaded."}]}""", null),
        ("reply", """{"type":"text","text":{"body":"this one"},"context":{"from":"255754000000","id":"$sent"}}""", null, null),
        ("forwarded", """{"type":"text","text":{"body":"look"},"context":{"forwarded":true}}""", null, null),
        ("forwarded often", """{"type":"text","text":{"body":"look"},"context":{"frequently_forwarded":true}}""", null, null),
        ("mentions", """{"type":"text","text":{"body":"@255712000222"},"group_id":"255754000000-1600000000","context":{"mentions":["255712000222"]}}""", null, null),
        ("product", """{"type":"text","text":{"body":"still there?"},"context":{"from":"255754000000","id":"$sent","referred_product":{"catalog_id":"1","product_retailer_id":"SKU-9"}}}""", null, null),
        ("referral", """{"type":"text","text":{"body":"hello"},"referral":{"source_url":"https://fb.example/x","source_type":"ad","source_id":"1","headline":"Sale","body":"Half price"}}""", null, null),
        ("referral with a picture", """{"type":"text","text":{"body":"hello"},"referral":{"source_url":"https://fb.example/x","image":{"id":"0f7e1111"}}}""",
            """{"type":"text","text":{"body":"hello"},"referral":{"source_url":"https://fb.example/x","media_type":"image","image_url":"https://scontent.example/image"}}""", null),
        ("identity", """{"type":"text","text":{"body":"hi"},"identity":{"acknowledged":true,"created_timestamp":1718000000,"hash":"h"}}""", """{"type":"text","text":{"body":"hi"}}""", null),
        ("group", """{"type":"text","text":{"body":"hello all"},"group_id":"255754000000-1600000000"}""", null, null),
    ];

    private static IEnumerable<TestCaseData> WrittenOnBoth() => Written.SelectMany(one => new[] { false, true }.Select(isV1 =>
        new TestCaseData(one.Written, (isV1 ? one.V1 : one.Cloud) ?? one.Written, isV1).SetArgDisplayNames(one.Name, isV1 ? "v1" : "cloud")));

    [TestCaseSource(nameof(WrittenOnBoth))]
    public async Task What_a_customer_writes_reaches_the_webhook_in_v1(string written, string expected, bool isV1)
    {
        var phone = Gateway.NewPhone();
        if (written.Contains("$sent", StringComparison.Ordinal))
        {
            var sent = await SendToWriterAsync(phone, isV1);
            written = written.Replace("$sent", sent.UpstreamId, StringComparison.Ordinal);
            expected = expected.Replace("$sent", sent.Id, StringComparison.Ordinal);
        }

        var body = JsonNode.Parse(written)!.AsObject();
        body["to"] = NumberIdOf(isV1);
        body["name"] = "Asha M.";
        var id = (await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", body)).GetProperty("id").GetString()!;

        var call = await WaitForCallAsync(id);
        var message = JsonNode.Parse(call.GetProperty("messages")[0].GetRawText())!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)message["from"], Is.EqualTo(phone));
            Assert.That((string?)message["id"], Is.EqualTo(id), "what WhatsApp knows it by: a client marks it as read with it");
            Assert.That((string?)message["timestamp"], Does.Match("^[0-9]+$"));
            Assert.That(call.TryGetProperty("contacts", out var contacts), Is.EqualTo((string?)message["type"] != "system"));
            if (contacts.ValueKind == JsonValueKind.Array)
            {
                var key = isV1 || (string?)body["identity"]?["hash"] is not { } hash ? "" : $",\"identity_key_hash\":\"{hash}\"";
                Assert.That(contacts.GetRawText(), Is.EqualTo($$$"""[{"profile":{"name":"Asha M."},"wa_id":"{{{phone}}}"{{{key}}}}]"""));
            }
        }

        foreach (var name in new[] { "from", "id", "timestamp" })
        {
            message.Remove(name);
        }

        Assert.That(JsonNode.DeepEquals(message, JsonNode.Parse(expected)), Is.True, $"got {message.ToJsonString()}, expected {expected}");
    }

    [TestCase("delivered", false, """{"pricing":null}""", "{}")]
    [TestCase("delivered", true, """{"pricing":null}""", "{}")]
    [TestCase("read", false, """{"pricing":null}""", "{}")]
    [TestCase("read", true, """{"pricing":null}""", "{}")]
    [TestCase("played", false, """{"pricing":null}""", """{"status":"read","played":true}""")]
    [TestCase("failed", false, """{"pricing":null,"errors":[{"code":131026,"title":"Undeliverable","details":"No"}]}""", """{"errors":[{"code":1026,"title":"Receiver incapable","details":"cloud 131026: No"}]}""")]
    [TestCase("failed", true, """{"pricing":null,"errors":[{"code":1013,"title":"User is not valid","details":"No","href":"https://e.example"}]}""", """{"errors":[{"code":1013,"title":"User is not valid","details":"No","href":"https://e.example"}]}""")]
    [TestCase("warning", true, """{"pricing":null,"errors":[{"code":2029,"title":"Some products not compliant"}]}""", """{"errors":[{"code":2029,"title":"Some products not compliant"}]}""")]
    public async Task What_becomes_of_a_message_reaches_the_webhook_under_our_id(string status, bool isV1, string told, string expected)
    {
        var phone = Gateway.NewPhone();
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/silence");
        var (id, upstreamId) = await SendToWriterAsync(phone, isV1);
        var body = JsonNode.Parse(told)!.AsObject();
        body["id"] = upstreamId;
        body["status"] = status;
        body["timestamp"] = "1718000600";
        await TellAsync(isV1, new JsonObject { ["status"] = body });

        var want = JsonNode.Parse(expected)!.AsObject();
        want["status"] ??= status;
        var seen = JsonNode.Parse((await _gateway.WaitForStatusAsync(id, (string)want["status"]!)).GetRawText())!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)seen["recipient_id"], Is.EqualTo(phone));
            Assert.That((string?)seen["message"]!["recipient_id"], Is.EqualTo(phone));
            Assert.That((string?)seen["type"], Is.EqualTo("message"));
            Assert.That((string?)seen["timestamp"], Is.EqualTo("1718000600"));
        }

        foreach (var name in new[] { "id", "recipient_id", "message", "type", "timestamp" })
        {
            seen.Remove(name);
        }

        Assert.That(JsonNode.DeepEquals(seen, want), Is.True, $"got {seen.ToJsonString()}, expected {want.ToJsonString()}");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task What_a_message_costs_reaches_the_webhook_and_a_message_that_is_not_ours_keeps_its_id(bool isV1)
    {
        const string costs =
            """{"conversation":{"id":"c","expiration_timestamp":1718087000,"origin":{"type":"marketing"}},"pricing":{"billable":true,"pricing_model":"CBP","category":"marketing"}}""";
        var (phone, id) = (Gateway.NewPhone(), $"wamid.{Guid.NewGuid():N}");
        var status = JsonNode.Parse(costs)!.AsObject();
        (status["id"], status["status"], status["recipient_id"]) = (id, "sent", phone);
        await TellAsync(isV1, new JsonObject { ["status"] = status });
        var seen = await _gateway.WaitForStatusAsync(id, "sent");
        Assert.That(
            $$"""{"conversation":{{seen.GetProperty("conversation").GetRawText()}},"pricing":{{seen.GetProperty("pricing").GetRawText()}}}""",
            Is.EqualTo(costs));
    }

    [Test]
    public async Task V1_a_customer_deletes_a_message_which_is_told_under_its_own_id()
    {
        var phone = Gateway.NewPhone();
        var id = await WriteAndWaitAsync(phone, isV1: true);
        await TellAsync(isV1: true, new JsonObject { ["status"] = new JsonObject { ["id"] = id, ["status"] = "deleted" } });
        var deleted = await _gateway.WaitForStatusAsync(id, "deleted");
        Assert.That(deleted.GetProperty("recipient_id").GetString(), Is.EqualTo(phone));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Each_member_of_a_group_has_a_status_of_its_own(bool isV1)
    {
        var group = isV1 ? await NewGroupAsync() : $"Y2FwaV9ncm91cDox{Guid.NewGuid():N}";
        var id = await PostAsync(isV1, $$$"""{"to":"{{{group}}}","recipient_type":"group","type":"text","text":{"body":"hello all"}}""");
        await _gateway.WaitForStatusAsync(id, "sent");
        var upstreamId = await LatestAtPhoneAsync(group);
        string[] members = [Gateway.NewPhone(), Gateway.NewPhone()];
        await TellAsync(isV1, "together", 1, [.. members.Select(member => new JsonObject
        {
            ["status"] = new JsonObject { ["id"] = upstreamId, ["status"] = "read", ["recipient_id"] = member, ["group_id"] = group },
        })]);

        var seen = await Eventually.GetAsync(
            () => Task.FromResult(_gateway.StatusesAtWebhook().Where(status => status.MessageId == id && status.Status == "read").ToArray()),
            found => found.Length == 2,
            "both statuses");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.Select(status => status.Json.GetProperty("recipient_id").GetString()), Is.EquivalentTo(members));
            Assert.That(seen.Select(status => status.Json.GetProperty("group_id").GetString()), Is.All.EqualTo(group));
            Assert.That(seen.Select(status => status.EventId), Is.Unique);
        }
    }

    [TestCase(false, 131000, 500, "cloud 131000: ")]
    [TestCase(true, 1011, 1011, "")]
    public async Task Errors_beside_all_messages_reach_the_webhook(bool isV1, int code, int expected, string before)
    {
        var details = $"Client is reconnecting {Guid.NewGuid():N}";
        await TellAsync(isV1, new JsonObject
        {
            ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["title"] = "Something", ["details"] = details }),
        });
        var error = (await WaitForCallAsync(details)).GetProperty("errors")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(expected));
            Assert.That(error.GetProperty("details").GetString(), Is.EqualTo(before + details));
        }
    }

    [TestCase("phone_number_quality_update", """{"event":"FLAGGED","current_limit":"TIER_1K"}""")]
    [TestCase("account_update", """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":["SCHEDULE_FOR_DISABLE"]}}""")]
    [TestCase("message_template_status_update", """{"event":"REJECTED","message_template_id":1,"message_template_name":"none","message_template_language":"sw","reason":"SCAM"}""")]
    [TestCase("something_new", "[1,null]")]
    [TestCase("messages", "5")]
    [TestCase("messages", """{"messages":7,"statuses":[1]}""")]
    public async Task What_v1_has_no_word_for_is_taken_and_does_not_hold_up_a_message_in_the_same_post(string field, string value)
    {
        var marker = Guid.NewGuid().ToString("N");
        var phone = Gateway.NewPhone();
        var answer = await TellAsync(
            isV1: false,
            "changes",
            1,
            [
                new JsonObject { ["field"] = field, ["value"] = JsonNode.Parse(value.Replace("FLAGGED", marker, StringComparison.Ordinal)) },
                new JsonObject { ["message"] = new JsonObject { ["from"] = phone, ["text"] = Gateway.NewText("beside it") } },
            ]);
        var id = answer.GetProperty("ids")[0].GetString()!;
        var told = await WaitForCallAsync(id);
        Assert.That(told.EnumerateObject().Select(member => member.Name), Is.EqualTo(["contacts", "messages"]));
        Assert.That(_gateway.Webhook.Calls.Select(call => call.Body), Has.None.Contain(marker));
    }

    [TestCase(false, "posts")]
    [TestCase(false, "entries")]
    [TestCase(false, "changes")]
    [TestCase(false, "together")]
    [TestCase(true, "posts")]
    [TestCase(true, "together")]
    public async Task However_WhatsApp_posts_it_each_thing_is_told_once(bool isV1, string spread)
    {
        string[] phones = [Gateway.NewPhone(), Gateway.NewPhone()];
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phones[0]}/silence");
        var (id, upstreamId) = await SendToWriterAsync(phones[0], isV1);
        JsonObject[] told =
        [
            .. new[] { "read", "delivered" }.Select(status => new JsonObject { ["status"] = new JsonObject { ["id"] = upstreamId, ["status"] = status } }),
            .. phones.Select(phone => new JsonObject { ["message"] = new JsonObject { ["from"] = phone, ["text"] = Gateway.NewText("hi") } }),
        ];
        var answer = await TellAsync(isV1, spread, 3, told);
        foreach (var message in answer.GetProperty("ids").EnumerateArray())
        {
            await WaitForCallAsync(message.GetString()!);
        }

        await _gateway.WaitForStatusAsync(id, "read");
        await _gateway.WaitForStatusAsync(id, "delivered");
        await WaitUntilToldAsync(answer.GetProperty("posts").GetInt32(), upstreamId, [.. answer.GetProperty("ids").EnumerateArray().Select(one => one.GetString()!)]);
        await WriteAndWaitAsync(Gateway.NewPhone(), isV1); // A later one, so that the repetitions have passed.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                _gateway.StatusesAtWebhook().Where(status => status.MessageId == id).Select(status => status.Status),
                Is.EquivalentTo(new[] { "sent", "read", "delivered" }));
            foreach (var message in answer.GetProperty("ids").EnumerateArray())
            {
                Assert.That(_gateway.MessagesAtWebhook().Count(seen => seen.GetProperty("id").GetString() == message.GetString()), Is.EqualTo(1));
            }
        }
    }

    private static string KeyOf(Gateway gateway, bool isV1) => isV1 ? gateway.V1ApiKey : gateway.ApiKey;

    private string NumberIdOf(bool isV1) => isV1 ? V1Number : _gateway.PhoneNumberId;

    /// <summary>A customer writes and is answered: both ids of the answer.</summary>
    private async Task<(string Id, string UpstreamId)> SendToWriterAsync(string phone, bool isV1)
    {
        await WriteAndWaitAsync(phone, isV1);
        var id = await _gateway.SendTextAsync(phone, Gateway.NewText("which one?"), key: KeyOf(_gateway, isV1));
        await _gateway.WaitForStatusAsync(id, "sent");
        return (id, await LatestAtPhoneAsync(phone));
    }

    private async Task<string> WriteAndWaitAsync(string phone, bool isV1)
    {
        var written = await _gateway.SimulateAsync(
            HttpMethod.Post, $"phones/{phone}/write", new { text = Gateway.NewText("hello"), to = NumberIdOf(isV1) });
        var id = written.GetProperty("id").GetString()!;
        await WaitForCallAsync(id);
        return id;
    }

    private async Task<string> LatestAtPhoneAsync(string phone)
    {
        var shown = await _gateway.SimulateAsync(HttpMethod.Get, $"phones/{phone}");
        return shown.GetProperty("messages").EnumerateArray()
            .Last(message => message.GetProperty("direction").GetString() == "in").GetProperty("id").GetString()!;
    }

    /// <summary>Posts a message that must be accepted, and returns its id.</summary>
    private async Task<string> PostAsync(bool isV1, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _gateway.CallAsync(HttpMethod.Post, "messages", KeyOf(_gateway, isV1), content);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), body);
        return JsonDocument.Parse(body).RootElement.GetProperty("messages")[0].GetProperty("id").GetString()!;
    }

    private async Task<string> NewGroupAsync()
    {
        using var content = new StringContent("""{"subject":"Duka"}""", System.Text.Encoding.UTF8, "application/json");
        using var created = await _gateway.CallAsync(HttpMethod.Post, "groups", _gateway.V1ApiKey, content);
        return JsonDocument.Parse(await created.Content.ReadAsStringAsync()).RootElement.GetProperty("groups")[0].GetProperty("id").GetString()!;
    }

    private Task<JsonElement> TellAsync(bool isV1, JsonObject callback) => TellAsync(isV1, "posts", 1, [callback]);

    private Task<JsonElement> TellAsync(bool isV1, string spread, int times, JsonObject[] callbacks) => _gateway.SimulateAsync(
        HttpMethod.Post, $"numbers/{NumberIdOf(isV1)}/callbacks", new { callbacks, spread, times });

    /// <summary>The webhook's call that has a text in it.</summary>
    private Task<JsonElement> WaitForCallAsync(string text) => Eventually.GetAsync(
        () => Task.FromResult(_gateway.Webhook.Calls.FirstOrDefault(call => call.Body.Contains(text, StringComparison.Ordinal))?.Json ?? default),
        json => json.ValueKind == JsonValueKind.Object,
        $"the webhook to be told of {text}");

    /// <summary>Waits until the gateway has taken all posts that were made up.</summary>
    private Task WaitUntilToldAsync(int posts, string upstreamId, string[] ids) => Eventually.HoldsAsync(
        async () => (await _gateway.SimulateAsync(HttpMethod.Get, "callbacks")).GetProperty("callbacks").EnumerateArray()
            .Count(call => call.GetProperty("status").GetInt32() == 200
                && !call.GetProperty("what").GetString()!.StartsWith("sent ", StringComparison.Ordinal)
                && ids.Append(upstreamId).Any(id => call.GetProperty("what").GetString()!.EndsWith(id, StringComparison.Ordinal))) >= posts,
        "all posts to be taken");
}
