using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator.Telling;

/// <summary>Callbacks that somebody makes up: in the right envelope, signed, and spread over posts as told.</summary>
internal sealed class TellingTests
{
    private const string Read = """{"status":{"id":"wamid.x","status":"read","recipient_id":"255712000111","timestamp":"1718000000"}}""";
    private const string Write = """{"message":{"from":"255712000111","text":"hi"}}""";

    private RunningSimulator _simulator = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _simulator = await RunningSimulator.StartAsync();
        await _simulator.AddOnPremisesNumberAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [TestCase("5")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"x\"")]
    [TestCase("""{"statuses":7,"n":1.10}""")]
    public async Task Any_value_is_told_in_the_envelope_and_signed(string value)
    {
        await TellAsync(RunningSimulator.NumberId, $$"""[{"value":{{value}}}]""");
        var call = (await _simulator.Callbacks.WaitForCallsAsync(1)).Single();
        var change = JsonNode.Parse(call.Body)!["entry"]![0]!["changes"]![0]!;
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(RunningSimulator.AppSecret), Encoding.UTF8.GetBytes(call.Body));
        if (change["value"] is JsonObject told)
        {
            Assert.That((string?)told["metadata"]!["phone_number_id"], Is.EqualTo(RunningSimulator.NumberId));
            told.Remove("metadata");
            told.Remove("messaging_product");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)change["field"], Is.EqualTo("messages"));
            Assert.That(change["value"]?.ToJsonString() ?? "null", Is.EqualTo(value));
            Assert.That(call.Headers["X-Hub-Signature-256"], Is.EqualTo($"sha256={Convert.ToHexStringLower(signature)}"));
        }
    }

    [TestCase("5")]
    [TestCase("null")]
    [TestCase("""{"statuses":7}""")]
    public async Task Of_a_v1_server_the_value_is_the_whole_body(string value)
    {
        await TellAsync("onprem", $$"""[{"value":{{value}}}]""");
        Assert.That((await _simulator.Callbacks.WaitForCallsAsync(1)).Single().Body, Is.EqualTo(value));
    }

    [Test]
    public async Task News_of_an_account_have_its_field_and_nothing_but_the_value()
    {
        await TellAsync(RunningSimulator.NumberId, """[{"field":"phone_number_quality_update","value":{"event":"FLAGGED","current_limit":"TIER_1K"}}]""");
        var entry = JsonNode.Parse((await _simulator.Callbacks.WaitForCallsAsync(1)).Single().Body)!["entry"]![0]!;
        Assert.That(entry.ToJsonString(), Is.EqualTo(
            $$$"""{"id":"{{{RunningSimulator.WabaId}}}","changes":[{"value":{"event":"FLAGGED","current_limit":"TIER_1K"},"field":"phone_number_quality_update"}]}"""));
    }

    [TestCase("posts", 2, 1, 1, 1)]
    [TestCase("entries", 1, 2, 1, 1)]
    [TestCase("changes", 1, 1, 2, 1)]
    [TestCase("together", 1, 1, 1, 2)]
    public async Task Two_messages_are_spread_as_told(string spread, int posts, int entries, int changes, int messages)
    {
        var answer = await TellAsync(RunningSimulator.NumberId, $"[{Write},{Write}]", $$""","spread":"{{spread}}","times":2""");
        var calls = await _simulator.Callbacks.WaitForCallsAsync(posts * 2);
        var bodies = calls.Select(call => JsonDocument.Parse(call.Body).RootElement).ToArray();
        var entry = bodies[0].GetProperty("entry");
        var value = entry[0].GetProperty("changes")[0].GetProperty("value");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("posts").GetInt32(), Is.EqualTo(posts * 2));
            Assert.That(answer.GetProperty("ids").GetArrayLength(), Is.EqualTo(2));
            Assert.That(entry.GetArrayLength(), Is.EqualTo(entries));
            Assert.That(entry[0].GetProperty("changes").GetArrayLength(), Is.EqualTo(changes));
            Assert.That(value.GetProperty("messages").GetArrayLength(), Is.EqualTo(messages));
            Assert.That(value.GetProperty("contacts").GetArrayLength(), Is.EqualTo(1), "introduced once");
            Assert.That(bodies[1].GetRawText(), Is.EqualTo(bodies[0].GetRawText()), "repeated");
        }
    }

    [Test]
    public async Task A_v1_server_tells_messages_statuses_and_errors_in_one_body()
    {
        await TellAsync("onprem", $$"""[{{Write}},{{Read}},{"errors":[{"code":1011,"title":"Service not ready"}]}]""", ""","spread":"together" """);
        var body = (await _simulator.Callbacks.WaitForCallsAsync(1)).Single().Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body.EnumerateObject().Select(member => member.Name), Is.EqualTo(["contacts", "messages", "statuses", "errors"]));
            Assert.That(body.GetProperty("statuses")[0].GetProperty("timestamp").GetString(), Is.EqualTo("1718000000"));
            Assert.That(body.GetProperty("statuses")[0].GetProperty("message").GetProperty("recipient_id").GetString(), Is.EqualTo("255712000111"));
        }
    }

    [Test]
    public async Task A_status_of_a_message_that_a_phone_has_knows_the_rest()
    {
        await _simulator.OpenWindowAsync();
        var id = await _simulator.SendTakenAsync(opaque: "gBEG1");
        await _simulator.Callbacks.WaitForCallsAsync(3);
        await TellAsync(
            RunningSimulator.NumberId,
            """[{"status":{"id":"gBEG1","status":"failed","pricing":null,"errors":[{"code":131026,"title":"Undeliverable","details":"No"}]}}]""");

        var status = (await _simulator.Callbacks.WaitForCallsAsync(4))[3].Told();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.GetProperty("id").GetString(), Is.EqualTo(id));
            Assert.That(status.GetProperty("recipient_id").GetString(), Is.EqualTo(RunningSimulator.Phone));
            Assert.That(status.GetProperty("biz_opaque_callback_data").GetString(), Is.EqualTo("gBEG1"));
            Assert.That(status.TryGetProperty("pricing", out _), Is.False);
            Assert.That(
                status.GetProperty("errors")[0].GetRawText(),
                Is.EqualTo("""{"code":131026,"title":"Undeliverable","error_data":{"details":"No"},"message":"Undeliverable"}"""));
        }
    }

    [TestCase(RunningSimulator.NumberId, "played", true)]
    [TestCase(RunningSimulator.NumberId, "deleted", false)]
    [TestCase(RunningSimulator.NumberId, "warning", false)]
    [TestCase("onprem", "played", false)]
    [TestCase("onprem", "deleted", true)]
    [TestCase("onprem", "warning", true)]
    public async Task Each_API_has_its_own_statuses(string number, string status, bool isThere)
    {
        using var answer = await _simulator.PostAsync(
            $"numbers/{number}/callbacks", $$$"""{"callbacks":[{"status":{"id":"x","status":"{{{status}}}","recipient_id":"255712000111"}}]}""");
        Assert.That(answer.StatusCode, Is.EqualTo(isThere ? HttpStatusCode.OK : HttpStatusCode.BadRequest));
    }

    [TestCase("[]", "", "Send 1 to 1000")]
    [TestCase("[null]", "", "callbacks[0]: Each of callbacks is one of")]
    [TestCase("[{}]", "", "callbacks[0]: Each of callbacks is one of")]
    [TestCase("[" + Write + """,{"value":1,"errors":[]}]""", "", "callbacks[1]: Each of callbacks is one of")]
    [TestCase("[" + Write + "]", ""","times":11""", "1 to 10 times")]
    [TestCase("[" + Write + "]", ""","spread":"wide" """, "spread is posts")]
    [TestCase("""[{"value":1},{"value":2}]""", ""","spread":"together" """, "post of its own")]
    [TestCase("""[{"message":{"text":"x"}}]""", "", "from is missing")]
    [TestCase("""[{"field":"account_update"}]""", "", "Each of callbacks is one of")]
    [TestCase("""[{"field":"account_update","errors":[]}]""", "", "field goes with a value")]
    [TestCase("""[{"status":{"status":"read"}}]""", "", "status.id is missing")]
    [TestCase("""[{"status":{"id":"nobody's","status":"read"}}]""", "", "status.recipient_id is missing")]
    [TestCase("""[{"status":{"id":"x","status":"read","recipient_id":"1","timestamp":true}}]""", "", "status.timestamp must be")]
    public async Task What_cannot_be_told_is_a_400_that_says_what_to_do_and_nothing_is_told(string callbacks, string more, string problem)
    {
        using var answer = await _simulator.PostAsync(
            $"numbers/{RunningSimulator.NumberId}/callbacks", $$"""{"callbacks":{{callbacks}}{{more}}}""");
        var phones = await _simulator.GetAsync($"phones/{RunningSimulator.Phone}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString(), Does.Contain(problem));
            Assert.That(phones.GetProperty("messages").GetArrayLength(), Is.Zero);
            Assert.That((await _simulator.GetAsync("callbacks")).GetProperty("callbacks").GetArrayLength(), Is.Zero);
        }
    }

    [TestCase("""[{"field":"account_update","value":{}}]""", "", "no fields")]
    [TestCase("[" + Write + "]", ""","spread":"entries" """, "no entries")]
    [TestCase("""[{"message":{"from":"US.1234","text":"x"}}]""", "", "by their numbers")]
    public async Task What_a_v1_server_cannot_tell_is_a_400_too(string callbacks, string more, string problem)
    {
        using var answer = await _simulator.PostAsync("numbers/onprem/callbacks", $$"""{"callbacks":{{callbacks}}{{more}}}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(problem));
    }

    private Task<JsonElement> TellAsync(string number, string callbacks, string more = "") =>
        _simulator.DoAsync(HttpMethod.Post, $"numbers/{number}/callbacks", $$"""{"callbacks":{{callbacks}}{{more}}}""");
}
