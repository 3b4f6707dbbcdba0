using System.Diagnostics;
using System.Net.Http.Json;
using Tujenge.Testing;

namespace Tujenge.Benchmarks.Rows;

/// <summary>
/// Complete messages: from the first POST until the webhook has been told of the last one that it was delivered. Each message
/// is one call of WhatsApp (the simulator), two signed callbacks from it and two calls of the webhook. One process of each
/// service, the simulator, the client, the webhook and both servers share the machine.
/// </summary>
internal static class PipelineRow
{
    private const int Messages = 6000;
    private const int Recipients = 1000;
    private const int Clients = 64;

    public static async Task RunAsync(Report report, FullStack full, int rounds)
    {
        var stack = full.Stack;
        await OpenWindowsAsync(stack, full.Webhook);

        using var client = new HttpClient { BaseAddress = stack.Services["Edge"].BaseAddress };
        client.DefaultRequestHeaders.Add("WA-API-KEY", stack.Key);
        var rates = new List<(double Accepted, double Complete)>();
        for (var round = 0; round <= rounds; round++)
        {
            full.Webhook.Forget();
            var clock = Stopwatch.StartNew();
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
            {
                for (int number; (number = Interlocked.Increment(ref next)) < Messages;)
                {
                    using var answer = await client.PostAsJsonAsync(
                        "v1/messages",
                        new { to = Phone(number % Recipients), type = "text", text = new { body = new string('x', 220) } });
                    answer.EnsureSuccessStatusCode();
                }
            }));
            var accepted = Messages / clock.Elapsed.TotalSeconds;
            await Eventually.HoldsAsync(
                () => Task.FromResult(full.Webhook.Delivered >= Messages),
                $"{Messages} delivered statuses at the webhook",
                TimeSpan.FromMinutes(3));
            var complete = Messages / clock.Elapsed.TotalSeconds;
            Report.Say($"pipeline: accepted {accepted:F0}/s, complete {complete:F0}/s{(round == 0 ? " (warm-up)" : "")}");
            if (round > 0)
            {
                rates.Add((accepted, complete));
            }
        }

        report.Table(
            "Complete messages, client to webhook",
            ["messages", "recipients", "accepted/s", "complete/s", "range"],
            [[
                $"{Messages}",
                $"{Recipients}",
                Statistics.Quantile(rates.Select(rate => rate.Accepted), 0.5).ToString("F0"),
                Statistics.Quantile(rates.Select(rate => rate.Complete), 0.5).ToString("F0"),
                $"{rates.Min(rate => rate.Complete):F0}-{rates.Max(rate => rate.Complete):F0}",
            ]]);
    }

    private static string Phone(int number) => $"2557140{number:00000}";

    /// <summary>Every recipient writes once, so that the gateway knows its window.</summary>
    private static async Task OpenWindowsAsync(Stack stack, Webhook webhook)
    {
        using var http = new HttpClient { BaseAddress = stack.Services["Simulator"].BaseAddress };
        webhook.Forget();
        foreach (var chunk in Enumerable.Range(0, Recipients).Chunk(50))
        {
            await Task.WhenAll(chunk.Select(async number =>
            {
                using var answer = await http.PostAsJsonAsync(
                    $"simulator/phones/{Phone(number)}/write", new { text = "hi", to = Stack.PhoneNumberId });
                answer.EnsureSuccessStatusCode();
            }));
        }

        await Eventually.HoldsAsync(
            () => Task.FromResult(webhook.Messages >= Recipients), "all recipients' first messages", TimeSpan.FromMinutes(2));
    }
}
