using System.Text.Json;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Processes;

namespace Tujenge.SystemTests.Journeys;

/// <summary>An operator with nothing but the program <c>tujenge</c>, beside the services as processes.</summary>
[TestFixture]
public sealed partial class CommandLineTests
{
    private ProcessesGateway _gateway = null!;

    /// <summary>What the doctor said before any test left something behind.</summary>
    private (int ExitCode, Doctor.Check[] Checks, string Output) _everythingWell;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = new ProcessesGateway();
        await _gateway.StartAsync();
        _everythingWell = await Doctor.RunAsync(_gateway.OperatorSettings());
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task A_new_customer_is_set_up_sends_and_is_seen_to_have_sent()
    {
        var (number, numberId, token) = (Gateway.NewNumber(), $"8{Random.Shared.NextInt64(10_000_000_000, 99_999_999_999)}", Gateway.Secret("access"));
        PrivateValues.Add(token, "access token");
        PrivateValues.Add(number, "business number");
        var simulator = new Uri(_gateway.Simulator, "/").ToString().TrimEnd('/');
        await _gateway.SimulateAsync(HttpMethod.Put, $"numbers/{numberId}", new
        {
            phone_number = number,
            access_token = token,
            waba_id = "200000000000001",
            app_secret = _gateway.AppSecret,
            callback_url = new Uri(_gateway.Inbound, "callbacks/cloud").ToString(),
        });

        var tenant = await JsonOfAsync("tenants", "create", $"Tenant {Guid.NewGuid()}");
        var channel = await JsonWithInputAsync(
            token,
            "channels", "create", "--phone-number", number, "--phone-number-id", numberId, "--cloud-base-url", simulator,
            "--tenant", tenant.GetProperty("id").GetString()!, "--access-token-file", "-", "--app-secret", _gateway.AppSecret);
        var id = channel.GetProperty("id").GetString()!;
        var key = (await RunAsync("keys", "create", id)).Output.TrimEnd('\n');
        PrivateValues.Add(key, "API key");
        await RunAsync("webhook", "set", id, _gateway.Webhook.Url("/second").ToString());

        var phone = Gateway.NewPhone();
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", new { text = Gateway.NewText("hello"), to = numberId });
        await Eventually.HoldsAsync(
            () => Task.FromResult(_gateway.MessagesAtWebhook().Any(message => message.GetProperty("from").GetString() == phone)),
            "the webhook to be told of a customer's message");
        using var accepted = await _gateway.PostMessageAsync(phone, Gateway.NewText("welcome"), key);
        var message = JsonDocument.Parse(await accepted.Content.ReadAsStringAsync()).RootElement.GetProperty("messages")[0].GetProperty("id").GetString()!;
        await _gateway.WaitForStatusAsync(message, "delivered");

        var line = await Eventually.GetAsync(
            async () => (await RunAsync("messages", "list", "--channel", id)).Output.Split('\n').FirstOrDefault(text => text.StartsWith(message, StringComparison.Ordinal)) ?? "",
            text => text.Contains("delivered", StringComparison.Ordinal),
            "the message to be listed as delivered");
        Assert.That(line, Does.Contain(phone));
        Assert.That((await RunAsync("messages", "show", message)).Output, Does.Contain(id).And.Contain("delivered"));

        var deliveries = await JsonOfAsync("deliveries", "list", "--channel", id, "--state", "delivered");
        Assert.That(deliveries.GetProperty("deliveries").GetArrayLength(), Is.GreaterThan(0));
        var audit = await RunAsync("audit", "list", "--channel", id);
        Assert.That(audit.Output, Does.Contain("channel.created by operator (").And.Contain("key.created").And.Contain("webhook.set"));
    }

    [Test]
    public async Task A_parked_event_is_found_replayed_and_delivered()
    {
        var phone = Gateway.NewPhone();
        _gateway.Webhook.Handler = call => Task.FromResult(call.Body.Contains(phone, StringComparison.Ordinal) ? 500 : 200);
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", new { text = Gateway.NewText("anyone?"), to = _gateway.PhoneNumberId });
        await Eventually.HoldsAsync(
            () => Task.FromResult(_gateway.Webhook.Calls.Any(call => call.Body.Contains(phone, StringComparison.Ordinal))),
            "the webhook to refuse the event");
        await _gateway.AgeEventAsync(phone);
        var parked = await Eventually.GetAsync(
            async () => (await JsonOfAsync("deliveries", "list", "--state", "parked")).GetProperty("deliveries"),
            deliveries => deliveries.GetArrayLength() == 1,
            "the event to be parked");
        var eventId = parked[0].GetProperty("event_id").GetString()!;
        var doctor = await RunAsync("doctor");
        Assert.That(doctor.Output, Does.Match("warning +deliveries +1 waits for a person"));

        _gateway.Webhook.Handler = _ => Task.FromResult(200);
        Assert.That((await RunAsync("deliveries", "replay", eventId)).Output, Is.EqualTo("1 replayed.\n"));
        await Eventually.HoldsAsync(
            async () => (await RunAsync("deliveries", "show", eventId)).Output.Contains("delivered", StringComparison.Ordinal),
            "the event to be delivered");
    }

    [Test]
    public async Task A_message_that_nobody_can_read_is_found_and_given_up_with_a_reason()
    {
        const string queue = "dispatcher-channel-changed";
        await _gateway.SpoilAsync(queue);
        var waiting = await Eventually.GetAsync(
            async () => (await JsonOfAsync("dead-letters", "list", "--state", "waiting", "--queue", queue)).GetProperty("dead_letters"),
            letters => letters.GetArrayLength() == 1,
            "the dead letter");
        var id = waiting[0].GetProperty("id").GetString()!;
        Assert.That((await RunAsync("doctor")).Output, Does.Match("warning +dead letters +1 waits for a person"));
        Assert.That((await RunAsync("dead-letters", "show", id)).Output, Does.Contain(queue));

        await RunAsync("dead-letters", "discard", id, "--reason", "spoilt by a test", "--yes");
        Assert.That((await RunAsync("dead-letters", "show", id)).Output, Does.Match("discarded because +spoilt by a test"));
        Assert.That((await RunAsync("audit", "list")).Output, Does.Contain("dead_letter.discarded by operator ("));
    }

    [Test]
    public async Task What_the_API_refuses_ends_with_1_and_words_on_standard_error()
    {
        var ended = await CommandLine.RunAsync(
            _gateway.OperatorSettings(), ["tenants", "show", "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"]);
        Assert.That((ended.ExitCode, ended.Output, ended.Error), Is.EqualTo((1, "", "There is no tenant with this id.\n")));
    }

    private async Task<JsonElement> JsonOfAsync(params string[] args) => await JsonWithInputAsync("", args);

    private async Task<JsonElement> JsonWithInputAsync(string input, params string[] args)
    {
        var ended = await CommandLine.RunAsync(_gateway.OperatorSettings(), [.. args, "--output", "json"], input);
        Assert.That(ended.ExitCode, Is.Zero, ended.Error);
        return JsonDocument.Parse(ended.Output).RootElement;
    }

    private async Task<EndedCommand> RunAsync(params string[] args)
    {
        var ended = await CommandLine.RunAsync(_gateway.OperatorSettings(), args);
        Assert.That(ended.ExitCode, Is.Zero, $"{string.Join(' ', args)}: {ended.Error}");
        return ended;
    }
}
