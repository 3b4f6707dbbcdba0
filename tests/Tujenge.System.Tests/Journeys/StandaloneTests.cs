using System.Net;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing;
using Tujenge.Testing.Processes;
using Tujenge.Testing.Receiver;

namespace Tujenge.SystemTests.Journeys;

/// <summary>The journeys in one process.</summary>
[TestFixture]
[DependsOnFixture(typeof(ProcessesTests), AllowFailure = true)]
public sealed class StandaloneTests : GatewayJourneys
{
    private static readonly HttpClient Http = new();

    private protected override Gateway Create() => new StandaloneGateway();

    [Test]
    public async Task A_day_passes_in_a_second_and_the_window_is_closed()
    {
        await using var gateway = new StandaloneGateway();
        await gateway.StartAsync();
        var phone = Gateway.NewPhone();
        await gateway.WriteAsync(phone, Gateway.NewText("hello"));
        var inside = await gateway.SendTextAsync(phone, Gateway.NewText("inside"));
        await gateway.WaitForStatusAsync(inside, "delivered");

        await gateway.SimulateAsync(HttpMethod.Post, "clock/advance", new { duration = "24:00:01" });
        var outside = await gateway.SendTextAsync(phone, Gateway.NewText("outside"));
        var failed = await gateway.WaitForStatusAsync(outside, "failed");

        Assert.That(failed.GetProperty("errors")[0].GetProperty("code").GetInt32(), Is.EqualTo(470));
        Assert.That(await gateway.SendCallsAsync(phone), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Three_days_of_retries_pass_in_a_second_and_then_there_are_no_more()
    {
        await using var gateway = new StandaloneGateway(("Dispatcher__FirstRetry", "00:05:00"));
        await gateway.StartAsync();
        var phone = Gateway.NewPhone();
        gateway.Webhook.Handler = call => Task.FromResult(call.Body.Contains(phone, StringComparison.Ordinal) ? 500 : 200);
        await gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", new { text = Gateway.NewText("refused") });
        await NotedAsync(1);
        await gateway.WriteAsync(Gateway.NewPhone(), Gateway.NewText("another one"));
        Assert.That(Attempts(), Has.Length.EqualTo(1), "not before its time");

        await gateway.SimulateAsync(HttpMethod.Post, "clock/advance", new { duration = "00:05:00" });
        await NotedAsync(2);

        await gateway.SimulateAsync(HttpMethod.Post, "clock/advance", new { duration = "3.00:00:00" });
        await NotedAsync(3);
        await gateway.SimulateAsync(HttpMethod.Post, "clock/advance", new { duration = "1.00:00:00" });
        await gateway.WriteAsync(Gateway.NewPhone(), Gateway.NewText("a later one"));
        Assert.That(Attempts().Select(call => call.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That(Attempts(), Has.Length.EqualTo(3), "parked");

        ReceivedCall[] Attempts() =>
            [.. gateway.Webhook.Calls.Where(call => call.Body.Contains(phone, StringComparison.Ordinal))];

        // Not only called: a day that passes during a call is one in which the dispatcher may have died, and it is made again.
        Task NotedAsync(int attempts) => Eventually.HoldsAsync(
            async () => Attempts() is [var first, ..]
                && (await gateway.AdminAsync(HttpMethod.Get, $"deliveries/{first.Headers["webhook-id"]}")).GetProperty("log").GetArrayLength() == attempts,
            $"attempt {attempts} to be noted");
    }

    [Test]
    public async Task An_operator_finds_a_message_and_its_events_and_replays_or_discards_what_was_parked()
    {
        await using var gateway = new StandaloneGateway();
        await gateway.StartAsync();
        var phone = Gateway.NewPhone();
        await gateway.WriteAsync(phone, Gateway.NewText("hello"));
        var id = await gateway.SendTextAsync(phone, Gateway.NewText("found"));
        await gateway.WaitForStatusAsync(id, "delivered");
        var found = await gateway.AdminAsync(HttpMethod.Get, $"messages?recipient=%2B{phone}&state=delivered&limit=1");
        var message = await gateway.AdminAsync(HttpMethod.Get, $"messages/{id}");
        Assert.That(
            message.GetProperty("statuses").EnumerateArray().Select(status => status.GetProperty("status").GetString()),
            Is.EqualTo(new[] { "sent", "delivered" }));
        var whole = JsonNode.Parse(message.GetRawText())!.AsObject();
        whole["statuses"] = null; // A list goes without the history.
        Assert.That(JsonNode.Parse(found.GetProperty("messages")[0].GetRawText())!.ToJsonString(), Is.EqualTo(whole.ToJsonString()));
        var channel = message.GetProperty("channel_id").GetGuid();
        Assert.That(await StatesAsync("messages"), Is.EqualTo(new[] { "delivered" }));

        gateway.Webhook.Handler = _ => Task.FromResult(500);
        await gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", new { text = Gateway.NewText("one") });
        await gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", new { text = Gateway.NewText("two") });
        await Eventually.HoldsAsync(async () => await StatesAsync("deliveries") is ["waiting", "waiting", ..], "two events that wait");
        await gateway.SimulateAsync(HttpMethod.Post, "clock/advance", new { duration = "3.00:00:00" });
        await Eventually.HoldsAsync(async () => await StatesAsync("deliveries") is ["parked", "parked", ..], "two parked events");
        var parked = (await gateway.AdminAsync(HttpMethod.Get, "deliveries?state=parked")).GetProperty("deliveries");
        var (newer, older) = (parked[0].GetProperty("event_id").GetGuid(), parked[1].GetProperty("event_id").GetGuid());

        gateway.Webhook.Handler = _ => Task.FromResult(200);
        await gateway.AdminAsync(HttpMethod.Post, $"deliveries/{newer}/discard", new { reason = "tried out" });
        var replayed = await gateway.AdminAsync(HttpMethod.Post, "deliveries/replay", new { channel_id = channel });
        await Eventually.HoldsAsync(async () => await StatesAsync("deliveries") is ["discarded", "delivered", ..], "the replayed event to be delivered");
        var log = (await gateway.AdminAsync(HttpMethod.Get, $"deliveries/{older}")).GetProperty("log");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(replayed.GetProperty("replayed").GetInt32(), Is.EqualTo(1));
            Assert.That(gateway.Webhook.Calls[^1].Headers["webhook-id"], Is.EqualTo($"{older}"));
            Assert.That(log[log.GetArrayLength() - 1].GetProperty("status_code").GetInt32(), Is.EqualTo(200));
            Assert.That(
                async () => await gateway.AdminAsync(HttpMethod.Post, $"deliveries/{older}/replay"),
                Throws.InvalidOperationException.With.Message.Contains("admin answered 409"));
        }

        async Task<string[]> StatesAsync(string list) =>
        [
            .. (await gateway.AdminAsync(HttpMethod.Get, $"{list}?channel_id={channel}")).GetProperty(list).EnumerateArray()
                .Select(entry => entry.GetProperty("state").GetString()!),
        ];
    }

    [TestCase("nothing")]
    [TestCase("v2/messages")]
    [TestCase("docs/v1/x")]
    public async Task A_path_that_nobody_has_is_told_in_the_gateways_form(string path)
    {
        using var answer = await Http.GetAsync(new Uri(Running.Edge, path));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That((answer.StatusCode, body), Is.EqualTo((
            HttpStatusCode.NotFound,
            """{"meta":{"success":false,"http_code":404,"developer_message":"This path does not exist.","details":[]}}""")));
    }

    [Test]
    public async Task Callbacks_and_the_simulator_answer_in_their_own_words()
    {
        using var callback = await Http.GetAsync(new Uri(Running.Inbound, "callbacks/nothing"));
        using var simulator = await Http.GetAsync(new Uri(Running.Simulator, "nothing"));
        foreach (var answer in new[] { callback, simulator })
        {
            Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.NotFound, "")));
        }
    }

    [Test]
    public async Task The_profiles_photo_is_set_and_read()
    {
        using var content = new ByteArrayContent(Pictures.Png);
        content.Headers.ContentType = new("image/png");
        using var set = await Running.CallAsync(HttpMethod.Post, "settings/profile/photo", Running.ApiKey, content);
        using var read = await Running.CallAsync(HttpMethod.Get, "settings/profile/photo", Running.ApiKey);

        Assert.That(set.StatusCode, Is.EqualTo(HttpStatusCode.OK), await set.Content.ReadAsStringAsync());
        Assert.That(await read.Content.ReadAsByteArrayAsync(), Is.EqualTo(Pictures.Png));
        Assert.That(read.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/png"));
    }

    [Test]
    public async Task Kept_data_keeps_the_window_open_and_the_clock_moved_over_a_restart()
    {
        await using var gateway = new StandaloneGateway();
        await gateway.StartAsync();
        await gateway.SimulateAsync(HttpMethod.Post, "clock/advance", new { duration = "2.00:00:00" });
        var phone = Gateway.NewPhone();
        await gateway.WriteAsync(phone, Gateway.NewText("hello"));
        await gateway.RestartAsync();

        var clock = await gateway.SimulateAsync(HttpMethod.Get, "clock");
        Assert.That(clock.GetProperty("offset_seconds").GetDouble(), Is.EqualTo(172_800));
        await gateway.WaitForStatusAsync(await gateway.SendTextAsync(phone, Gateway.NewText("inside")), "delivered");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.Webhook.Calls[^1].Headers["Authorization"], Does.StartWith("header-"), "the key ring is kept too");
            if (!OperatingSystem.IsWindows())
            {
                Assert.That(File.GetUnixFileMode(gateway.MasterKeyFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            }
        }
    }

    [Test]
    public async Task Two_standalones_on_one_folder_and_folders_that_are_none_end_with_one_clear_line()
    {
        using var folder = new TemporaryFolder(); // removed after the process is gone
        await using var first = await ServiceProcess.StartAsync("Tujenge.Standalone", new Dictionary<string, string?> { ["Sandbox__Data"] = folder.Path });
        await first.WaitReadyAsync();
        var second = await ServiceProcess.RunToEndAsync("Tujenge.Standalone", arguments: ["--data", folder.Path]);
        var none = await ServiceProcess.RunToEndAsync("Tujenge.Standalone", arguments: ["--data", "/proc/nope"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Output.Trim(), Does.Match("^Configuration: .* is in use by another standalone, or cannot be written.$"));
            Assert.That(none.Output.Trim(), Does.Match("^Configuration: --data must name a folder that can be written.*$"));
            Assert.That((second.ExitCode, none.ExitCode), Is.EqualTo((1, 1)));
        }
    }
}
