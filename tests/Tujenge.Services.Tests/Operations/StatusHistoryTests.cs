using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Sender;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Inbound;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Operations;

/// <summary>Everything that WhatsApp tells of a message, from its callback through inbound and sender to client and operator.</summary>
[TestFixture]
public sealed class StatusHistoryTests
{
    private TestBed _bed = null!;
    private ScriptedGraph _graph = null!;
    private RunningService _sender = null!;
    private RunningInbound _inbound = null!;
    private EdgeReplica _edge = null!;
    private Channel _channel = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _graph = await ScriptedGraph.StartAsync();
        _channel = await _bed.AddChannelAsync(_graph.Root);
        _sender = await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);
        _inbound = await RunningInbound.StartAsync(_bed);
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
        _key = await _edge.CreateKeyAsync(_channel.Id);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _sender.DisposeAsync();
        await _graph.DisposeAsync();
        await _inbound.DisposeAsync(); // And the bed.
    }

    [Test]
    public async Task Client_and_operator_see_all_of_it_in_the_order_of_its_times()
    {
        var id = await TakenAsync(TestBed.NewPhone());
        await TellAsync(Status(id, "read", 3));
        await TellAsync(Status(id, "delivered", 2)); // Late, as often.
        await TellAsync(Status(id, "sent", 1));
        await TellAsync(Status(id, "sent", 1));
        await TellAsync(Status(id, "played", 4));
        await TellAsync(Status(id, "of_tomorrow", 5));
        await TellAsync(Status(id, "failed", 6, """ ,"errors":[{"code":131026,"title":"Message undeliverable","error_data":{"details":"After all"}}] """));
        var message = await MessageAsync(id, statuses: 8);
        var told = message.GetProperty("statuses").EnumerateArray().Skip(2).ToArray();
        var shown = await _edge.LookAsync($"/admin/v1/messages/{id}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                told.Select(status => $"{status.GetProperty("status")} {status.GetProperty("timestamp")}"),
                Is.EqualTo(new[] { "sent 1718000001", "delivered 1718000002", "read 1718000003", "played 1718000004", "of_tomorrow 1718000005", "failed 1718000006" }));
            Assert.That(
                told.Select(status => long.Parse(status.GetProperty("received_timestamp").GetString()!, null)),
                Has.All.EqualTo(_bed.Clock.GetUtcNow().ToUnixTimeSeconds()).Within(60));
            Assert.That(told[^1].GetProperty("errors").GetRawText(), Is.EqualTo(
                """[{"code":1026,"title":"Receiver incapable","details":"cloud 131026: After all"}]"""));
            Assert.That(message.GetProperty("status").GetString(), Is.EqualTo("read"), "what failed later takes nothing back");
            Assert.That(
                shown.GetProperty("statuses").EnumerateArray().Select(status => status.GetProperty("status").GetString()),
                Is.EqualTo(told.Select(status => status.GetProperty("status").GetString())));
            Assert.That(shown.GetProperty("statuses")[5].GetProperty("error").GetProperty("details").GetString(), Is.EqualTo("cloud 131026: After all"));
        }
    }

    [Test]
    public async Task A_message_to_a_group_has_the_statuses_of_each_member()
    {
        var (first, second) = (TestBed.NewPhone(), TestBed.NewPhone());
        var id = await TakenAsync("120363000000000001", group: true);
        foreach (var (member, status, at) in new[] { (first, "delivered", 2), (second, "delivered", 3), (second, "read", 4), (second, "read", 4), (first, "read", 5) })
        {
            await TellAsync(Status(id, status, at, """ ,"group_id":"120363000000000001" """, member));
        }

        var message = await MessageAsync(id, statuses: 6);
        Assert.That(
            message.GetProperty("statuses").EnumerateArray().Skip(2).Select(status => $"{status.GetProperty("status")} {status.GetProperty("recipient_id")}"),
            Is.EqualTo(new[] { $"delivered {first}", $"delivered {second}", $"read {second}", $"read {first}" }));
    }

    [Test]
    public async Task An_id_of_512_letters_is_kept_and_followed()
    {
        var upstreamId = $"wamid.{new string('A', 506)}";
        _graph.OnSend = _ => Task.FromResult(new GraphAnswer(
            200, $$$"""{"messaging_product":"whatsapp","contacts":[],"messages":[{"id":"{{{upstreamId}}}"}]}"""));
        var id = await TakenAsync(TestBed.NewPhone());
        _graph.OnSend = _ => Task.FromResult(_graph.Take());
        await TellAsync(Status(id, "delivered", 2, upstreamId: upstreamId));
        await MessageAsync(id, statuses: 3);

        // Read by itself, since the log's row and its history are read one after the other.
        var message = await Eventually.GetAsync(
            () => ReadAsync(id), answer => answer.GetProperty("status").GetString() != "sending", "the state beside the history");
        Assert.That((message.GetProperty("status").GetString(), message.GetProperty("upstream_id").GetString()), Is.EqualTo(("delivered", upstreamId)));
    }

    private static string Status(string id, string status, int second, string more = "", string recipient = CloudBodies.Customer, string? upstreamId = null) =>
        $$"""
        {"id":"{{upstreamId ?? $"wamid.of-{id}"}}","status":"{{status}}","timestamp":"{{1_718_000_000 + second}}","recipient_id":"{{recipient}}",
         "biz_opaque_callback_data":"{{id}}"{{more}} }
        """;

    private Task TellAsync(string status) => _inbound.TakeAsync(_channel, CloudBodies.Of(CloudBodies.Entry(_channel, CloudBodies.Statuses(status))));

    private async Task<string> TakenAsync(string recipient, bool group = false)
    {
        using var answer = await _edge.SendAsync(
            HttpMethod.Post,
            "/v1/messages",
            _key,
            $$$"""{"to":"{{{recipient}}}","recipient_type":"{{{(group ? "group" : "individual")}}}","text":{"body":"hi"} }""");
        var id = await EdgeReplica.IdOfAsync(answer);
        await Eventually.HoldsAsync(
            async () => (await ReadAsync(id)).TryGetProperty("upstream_id", out _), "the message to be taken");
        return id;
    }

    /// <summary>The message once it has so many statuses: they come in the order in which they were told, so the last one comes last.</summary>
    private Task<JsonElement> MessageAsync(string id, int statuses) => Eventually.GetAsync(
        () => ReadAsync(id), message => message.GetProperty("statuses").GetArrayLength() >= statuses, $"{statuses} statuses in the log");

    private async Task<JsonElement> ReadAsync(string id)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, $"/v1/messages/{id}", _key);
        answer.EnsureSuccessStatusCode(); // Not asserted: one that was just accepted is not in the log yet.
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messages")[0];
    }
}
