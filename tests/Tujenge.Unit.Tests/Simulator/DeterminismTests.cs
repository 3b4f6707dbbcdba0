using System.Globalization;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>With a seed, the same calls give the same ids, order and faults: in every instance, process and release.</summary>
internal sealed class DeterminismTests
{
    private static readonly string[] Phones = ["255712000111", "255712000222", "255712000333"];

    [Test]
    public async Task One_seed_repeats_a_run_and_another_does_not()
    {
        await using var first = await RunningSimulator.StartAsync(seed: 7);
        await using var second = await RunningSimulator.StartAsync(seed: 7);
        await using var other = await RunningSimulator.StartAsync(seed: 8);
        var answers = await RunAsync(first);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RunAsync(second), Is.EqualTo(answers));
            Assert.That(await RunAsync(other), Is.Not.EqualTo(answers));
            Assert.That(answers, Has.Some.Matches("^131016$").And.Some.Matches("^lost$").And.Some.StartsWith("wamid."));
        }

        // The order of the callbacks of each message, repetitions included, and the conversations they name.
        Assert.That(() => Told(second), Is.EqualTo(Told(first)).After(10).Seconds.PollEvery(50).MilliSeconds);
        Assert.That(() => Told(other), Has.Length.GreaterThan(20).After(10).Seconds.PollEvery(50).MilliSeconds);
        Assert.That(Told(other), Is.Not.EqualTo(Told(first)));
    }

    [Test]
    public async Task With_a_seed_callbacks_of_all_conversations_leave_in_the_order_of_their_causes()
    {
        await using var simulator = await RunningSimulator.StartAsync(seed: 7);
        var busy = new TaskCompletionSource<int>();
        simulator.Callbacks.Handler = call => simulator.Callbacks.Calls.Count == 1 ? busy.Task : Task.FromResult(200);
        var ids = new List<string?>();
        for (var number = 0; number < 12; number++)
        {
            ids.Add((await simulator.OpenWindowAsync($"2557120003{number:00}")).GetProperty("id").GetString());
        }

        // In lanes of their own the others would be done while the first is held.
        await simulator.Callbacks.WaitForCallsAsync(1);
        Assert.That(() => Done(simulator), Is.Empty.After(500).MilliSeconds);
        busy.SetResult(200);

        Assert.That(
            () => Done(simulator),
            Is.EqualTo(ids.Select(id => $"message {id}")).After(10).Seconds.PollEvery(50).MilliSeconds);
    }

    [Test]
    public async Task Ids_are_the_same_in_every_process_and_release()
    {
        await using var simulator = await RunningSimulator.StartAsync(seed: 7);
        var written = (await simulator.OpenWindowAsync()).GetProperty("id").GetString();
        var sent = await simulator.SendTakenAsync();
        var conversation = (await simulator.Callbacks.WaitForCallsAsync(2))[1].Told().GetProperty("conversation").GetProperty("id").GetString();

        Assert.That(
            new[] { written, sent, conversation },
            Is.EqualTo(new[]
            {
                "wamid.HUQ1OEQ4M0MwREI3MjhBRDZBRjA3RTE0MUI2NUMxQjU0",
                "wamid.HTY1MThEMDE1NUM5Qjg5MjI4MEJDRUUyOEQ5RUQ0OTZG",
                "80dba14cf69e8570b36c75155d53199c",
            }));
    }

    [Test]
    public async Task A_fault_that_is_switched_on_changes_no_id_and_a_call_of_another_pair_disturbs_none()
    {
        await using var quiet = await RunningSimulator.StartAsync(seed: 7);
        await using var busy = await RunningSimulator.StartAsync(seed: 7);
        await quiet.OpenWindowAsync();
        await busy.OpenWindowAsync();
        await busy.OpenWindowAsync("255712000222");
        await busy.DoAsync(HttpMethod.Put, "faults", """{"latency_ms_max":5,"duplicate_rate":1,"reorder":true}""");
        await busy.SendTakenAsync("255712000222");

        Assert.That(await busy.SendTakenAsync(), Is.EqualTo(await quiet.SendTakenAsync()));
    }

    /// <summary>The same calls one after the other; answers as ids, error codes, or <c>lost</c>.</summary>
    private static async Task<List<string>> RunAsync(RunningSimulator simulator)
    {
        await simulator.DoAsync(
            HttpMethod.Put,
            "faults",
            """{"error_rate":0.3,"error_code":131016,"lost_answer_rate":0.3,"duplicate_rate":0.3,"reorder":true,"latency_ms_max":3}""");
        var answers = new List<string>();
        foreach (var phone in Phones)
        {
            await simulator.DoAsync(HttpMethod.Put, $"phones/{phone}", """{"auto_read":true,"auto_reply":"ok"}""");
            answers.Add((await simulator.OpenWindowAsync(phone)).GetProperty("id").GetString()!);
            for (var i = 0; i < 6; i++)
            {
                answers.Add(await SendAsync(simulator, phone));
            }
        }

        return answers;
    }

    private static async Task<string> SendAsync(RunningSimulator simulator, string phone)
    {
        try
        {
            using var answer = await simulator.SendTextAsync(phone);
            var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            return body.TryGetProperty("error", out var error)
                ? error.GetProperty("code").GetInt32().ToString(CultureInfo.InvariantCulture)
                : body.GetProperty("messages")[0].GetProperty("id").GetString()!;
        }
        catch (HttpRequestException)
        {
            return "lost";
        }
    }

    private static string[] Told(RunningSimulator simulator) => simulator.Callbacks.Calls
        .GroupBy(call => call.What().Id)
        .OrderBy(message => message.Key, StringComparer.Ordinal)
        .Select(message => $"{message.Key}: {string.Join(' ', message.Select(call => $"{call.What().Kind} {Conversation(call.Told())}"))}")
        .ToArray();

    private static string? Conversation(JsonElement told) =>
        told.TryGetProperty("conversation", out var conversation) ? conversation.GetProperty("id").GetString() : null;

    /// <summary>Callbacks that were answered, in that order.</summary>
    private static string[] Done(RunningSimulator simulator) =>
    [
        .. simulator.DoAsync(HttpMethod.Get, "callbacks").GetAwaiter().GetResult()
            .GetProperty("callbacks").EnumerateArray().Select(callback => callback.GetProperty("what").GetString()!),
    ];
}
