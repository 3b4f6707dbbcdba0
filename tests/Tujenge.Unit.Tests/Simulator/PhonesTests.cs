using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>Simulated phones, told over HTTP what to do, and what the business is told of it.</summary>
internal sealed class PhonesTests
{
    private RunningSimulator _simulator = null!;

    [SetUp]
    public async Task StartAsync() => _simulator = await RunningSimulator.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [Test]
    public async Task A_phone_writes_and_the_business_gets_it_signed_in_the_Cloud_APIs_envelope()
    {
        var id = (await _simulator.DoAsync(
            HttpMethod.Post, $"phones/{RunningSimulator.Phone}/write", """{"text":"Héllo 👍","name":"Asha"}""")).GetProperty("id").GetString();

        var call = (await _simulator.Callbacks.WaitForCallsAsync(1)).Single();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(RunningSimulator.AppSecret), Encoding.UTF8.GetBytes(call.Body));
        var entry = JsonDocument.Parse(call.Body).RootElement.GetProperty("entry")[0];
        var value = entry.GetProperty("changes")[0].GetProperty("value");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Path, Is.EqualTo("/callbacks"));
            Assert.That(call.Headers["X-Hub-Signature-256"], Is.EqualTo($"sha256={Convert.ToHexStringLower(signature)}"));
            Assert.That(entry.GetProperty("id").GetString(), Is.EqualTo(RunningSimulator.WabaId));
            Assert.That(value.GetProperty("metadata").GetProperty("phone_number_id").GetString(), Is.EqualTo(RunningSimulator.NumberId));
            Assert.That(value.GetProperty("contacts")[0].GetProperty("profile").GetProperty("name").GetString(), Is.EqualTo("Asha"));
            Assert.That(call.What(), Is.EqualTo(("message", id)));
            Assert.That(call.Told().GetProperty("from").GetString(), Is.EqualTo(RunningSimulator.Phone));
            Assert.That(call.Told().GetProperty("text").GetProperty("body").GetString(), Is.EqualTo("Héllo 👍"));
        }
    }

    [Test]
    public async Task Sent_and_delivered_follow_a_send_and_repeat_the_senders_data()
    {
        await _simulator.OpenWindowAsync();
        var id = await _simulator.SendTakenAsync(opaque: "gBEG1");

        var calls = await _simulator.Callbacks.WaitForCallsAsync(3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_simulator.ToldOf(id), Is.EqualTo(new[] { "sent", "delivered" }));
            Assert.That(
                calls.Skip(1).Select(call => call.Told().GetProperty("biz_opaque_callback_data").GetString()),
                Is.EqualTo(new[] { "gBEG1", "gBEG1" }));
            Assert.That(calls[1].Told().GetProperty("conversation").GetProperty("id").GetString(), Has.Length.EqualTo(32));
        }
    }

    [TestCase("id")]
    [TestCase("opaque")]
    [TestCase("all")]
    public async Task A_phone_reads_when_told(string by)
    {
        await _simulator.OpenWindowAsync();
        var id = await _simulator.SendTakenAsync(opaque: "gBEG1");
        var body = by switch { "id" => $$"""{"message_id":"{{id}}"}""", "opaque" => """{"message_id":"gBEG1"}""", _ => "" };

        var first = await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/read", body);
        var again = await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/read", body);
        await _simulator.Callbacks.WaitForCallsAsync(4);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.GetProperty("read").GetInt32(), Is.EqualTo(1));
            Assert.That(again.GetProperty("read").GetInt32(), Is.Zero);
            Assert.That(_simulator.ToldOf(id), Is.EqualTo(new[] { "sent", "delivered", "read" }));
        }
    }

    [Test]
    public async Task A_phone_that_always_reads_and_replies_does_so()
    {
        await _simulator.DoAsync(HttpMethod.Put, $"phones/{RunningSimulator.Phone}", """{"auto_read":true,"auto_reply":"On my way"}""");
        await _simulator.OpenWindowAsync();
        var id = await _simulator.SendTakenAsync();

        var calls = await _simulator.Callbacks.WaitForCallsAsync(5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_simulator.ToldOf(id), Is.EqualTo(new[] { "sent", "delivered", "read" }));
            Assert.That(calls[4].Told().GetProperty("text").GetProperty("body").GetString(), Is.EqualTo("On my way"));
        }

        await _simulator.DoAsync(HttpMethod.Put, $"phones/{RunningSimulator.Phone}", """{"auto_read":false,"auto_reply":""}""");
        var quiet = await _simulator.SendTakenAsync();
        await _simulator.OpenWindowAsync();
        await _simulator.Callbacks.WaitForCallsAsync(8);
        Assert.That(_simulator.ToldOf(quiet), Is.EqualTo(new[] { "sent", "delivered" }));
    }

    [Test]
    public async Task A_silent_phone_gets_everything_when_it_is_on_again_and_reads_nothing_before()
    {
        await _simulator.OpenWindowAsync();
        await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/silence");
        var first = await _simulator.SendTakenAsync();
        var second = await _simulator.SendTakenAsync();
        var read = await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/read");
        await _simulator.Callbacks.WaitForCallsAsync(3);

        var silent = await _simulator.GetAsync($"phones/{RunningSimulator.Phone}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.GetProperty("read").GetInt32(), Is.Zero);
            Assert.That(silent.GetProperty("silent").GetBoolean(), Is.True);
            Assert.That(
                silent.GetProperty("messages").EnumerateArray().Skip(1).Select(message => message.GetProperty("delivered").GetBoolean()),
                Has.All.False);
        }

        await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/silence", """{"on":false}""");
        await _simulator.Callbacks.WaitForCallsAsync(5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_simulator.ToldOf(first), Is.EqualTo(new[] { "sent", "delivered" }));
            Assert.That(_simulator.ToldOf(second), Is.EqualTo(new[] { "sent", "delivered" }));
        }
    }

    [Test]
    public async Task An_empty_body_and_an_empty_object_both_switch_a_phone_off()
    {
        foreach (var body in new[] { "", "{}" })
        {
            await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/silence", """{"on":false}""");
            var phone = await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/silence", body);
            Assert.That(phone.GetProperty("silent").GetBoolean(), Is.True);
        }
    }

    [Test]
    public async Task A_quote_names_the_message_and_a_reply_does_not()
    {
        await _simulator.OpenWindowAsync();
        var id = await _simulator.SendTakenAsync(opaque: "gBEG1");
        await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/reply", """{"text":"reply"}""");
        await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/quote", """{"text":"latest"}""");
        await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/quote", """{"text":"named","message_id":"gBEG1"}""");

        var told = (await _simulator.Callbacks.WaitForCallsAsync(6)).Skip(3).Select(call => call.Told()).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told[0].TryGetProperty("context", out _), Is.False);
            Assert.That(told[1].GetProperty("context").GetProperty("id").GetString(), Is.EqualTo(id));
            Assert.That(told[2].GetProperty("context").GetProperty("id").GetString(), Is.EqualTo(id));
            Assert.That(told[2].GetProperty("context").GetProperty("from").GetString(), Is.EqualTo("255754000000"));
        }
    }

    [TestCase("quote", """{"text":"x"}""")]
    [TestCase("quote", """{"text":"x","message_id":"wamid.nobody"}""")]
    [TestCase("write", "{}")]
    [TestCase("write", """{"text":"x","to":"255700000000"}""")]
    public async Task What_a_phone_cannot_do_is_a_400_with_a_sentence(string verb, string json)
    {
        using var answer = await _simulator.PostAsync($"phones/{RunningSimulator.Phone}/{verb}", json);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.StartWith("""{"error":"""));
        }
    }

    [Test]
    public async Task A_number_added_over_http_is_written_to_at_its_own_address()
    {
        await using var other = await Testing.Receiver.WebhookReceiver.StartAsync();
        other.ExpectsV1 = false;
        await _simulator.DoAsync(
            HttpMethod.Put,
            "numbers/42",
            $$"""{"phone_number":"+255754000042","access_token":"t","waba_id":"w","app_secret":"s","callback_url":"{{other.Url("/other")}}"}""");
        await _simulator.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/write", """{"text":"x","to":"+255754000042"}""");

        Assert.That((await other.WaitForCallsAsync(1)).Single().Path, Is.EqualTo("/other"));
        Assert.That(_simulator.Callbacks.Calls, Is.Empty);
    }
}
