using System.Text.Json;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.SystemTests.Kills.Checking;
using Tujenge.SystemTests.Kills.Running;
using Tujenge.Testing;

namespace Tujenge.SystemTests.Kills;

/// <summary>
/// Two of each service under load, processes killed in the middle of their work, servers stopped and started. A short form
/// runs with all tests. The full one, with more kills and with each server away for 20 s:
/// <c>TUJENGE_KILLS=full infra/test.sh System</c>.
/// </summary>
[TestFixture]
public sealed class KillsTests
{
    private const int Phones = 300;
    private static readonly string[] Kinds = ["Sender", "Edge", "Inbound", "Dispatcher"];

    private readonly KillsPlan _plan = KillsPlan.Chosen();
    private readonly Deployment _deployment = new();
    private int _turn;

    [OneTimeSetUp]
    public Task StartAsync() => _deployment.StartAsync(_plan.UnknownOutcomeTimeout);

    [OneTimeTearDown]
    public async Task StopAsync() => await _deployment.DisposeAsync();

    [Test]
    public async Task Whatever_is_killed_nothing_is_lost_sent_twice_out_of_order_or_told_as_two_events()
    {
        var phones = Enumerable.Range(0, Phones).Select(_ => Gateway.NewNumber()).ToArray();
        var conversations = phones
            .SelectMany(phone => _deployment.Channels.Select(channel => new Conversation(channel, phone)))
            .ToArray();
        await OpenWindowsAsync(phones, conversations);

        using var client = new Client(_deployment.Of("Edge"));
        var load = new Load(client, _deployment.WhatsApp, conversations);
        var killer = new Killer(_deployment);
        IReadOnlyList<Disturbance> disturbances;
        using (var enough = new CancellationTokenSource())
        {
            var loading = load.RunAsync(_plan.Rate, enough.Token);
            try
            {
                await KillAsync(killer);
                disturbances = await killer.RecoverAsync();
            }
            finally
            {
                await enough.CancelAsync();
                await loading;
            }
        }

        await RestAsync();
        var (arrivals, written) = await _deployment.WhatsApp.ReportAsync(phones);
        var evidence = new Evidence { Posts = [.. client.Posts], Arrivals = arrivals, Written = written, Told = ReadTold() };
        var findings = Checker.Check(evidence);
        await TestContext.Progress.WriteLineAsync(KillsTable.Of(disturbances, evidence, findings, load));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings.Violations, Is.Empty);
            Assert.That(evidence.Posts, Has.Count.GreaterThan(0.9 * _plan.Rate * load.Duration.TotalSeconds), "the load was there");
        }
    }

    private async Task OpenWindowsAsync(string[] phones, Conversation[] conversations)
    {
        await Task.WhenAll(phones.Where((_, index) => index % 10 == 0).Select(_deployment.WhatsApp.ReadAlwaysAsync));
        foreach (var conversation in conversations)
        {
            await _deployment.WhatsApp.WriteAsync(conversation, "hello");
        }

        await _deployment.Webhook.WaitForCallsAsync(conversations.Length);
        await _deployment.WhatsApp.BeTroublesomeAsync();
    }

    private async Task KillAsync(Killer killer)
    {
        killer.NoteStart();
        await Task.Delay(_plan.Pause);
        await killer.StopPostgresAsync(_plan.Outage);
        await KillOneOfEachAsync(killer, _plan.Rounds / 2);
        await Task.Delay(_plan.Pause);
        await killer.StopRabbitMqAsync(_plan.Outage);
        await KillOneOfEachAsync(killer, _plan.Rounds - (_plan.Rounds / 2));
        for (var round = 0; round < _plan.RoundsOfBoth; round++)
        {
            foreach (var kind in Kinds)
            {
                await Task.Delay(_plan.Pause);
                await killer.KillAsync([.. _deployment.Of(kind)]);
            }
        }

        await Task.Delay(_plan.Pause);
    }

    private async Task KillOneOfEachAsync(Killer killer, int rounds)
    {
        for (var round = 0; round < rounds; round++, _turn++)
        {
            foreach (var kind in Kinds)
            {
                await Task.Delay(_plan.Pause);
                await killer.KillAsync(_deployment.Of(kind)[_turn % 2]);
            }
        }
    }

    /// <summary>Nothing is under way any more, and the webhook has heard nothing for a while. What is missing now stays missing.</summary>
    private async Task RestAsync()
    {
        var quiet = TimeSpan.FromSeconds(5);
        await Eventually.GetAsync(
            async () =>
            {
                // Looking costs what the product needs for its backlog: the dear looks come last.
                var silence = DateTimeOffset.UtcNow - _deployment.Webhook.Calls[^1].At;
                return silence < quiet ? $"silent for {silence}"
                    : await _deployment.CountOpenAsync() is > 0 and var open ? $"{open} open rows"
                    : await _deployment.WhatsApp.CountWaitingCallbacksAsync() is > 0 and var callbacks ? $"{callbacks} callbacks to come"
                    : "";
            },
            state => state.Length == 0,
            "everything to come to rest",
            TimeSpan.FromMinutes(4));
    }

    private List<ToldEvent> ReadTold()
    {
        var told = new List<ToldEvent>();
        foreach (var call in _deployment.Webhook.Calls)
        {
            var id = call.Headers["webhook-id"];
            if (call.Json.TryGetProperty("messages", out var messages))
            {
                told.AddRange(messages.EnumerateArray().Select(message =>
                    new ToldEvent(id, message.GetProperty("id").GetString()!, ToldEvent.Written, call.At)));
            }

            if (call.Json.TryGetProperty("statuses", out var statuses))
            {
                told.AddRange(statuses.EnumerateArray().Select(status => new ToldEvent(
                    id,
                    status.GetProperty("id").GetString()!,
                    status.GetProperty("status").GetString()!,
                    call.At,
                    CodeOf(status))));
            }
        }

        return told;
    }

    private static int? CodeOf(JsonElement status) =>
        status.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetInt32() : null;
}
