using System.Net;
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

/// <summary>WhatsApp says that a template has changed: inbound hears it, and edge and sender know it long before the list is too old.</summary>
[TestFixture]
public sealed class TemplateChangesTests
{
    private const string WabaId = "200000000000009";

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
        SetStatus("APPROVED");
        _sender = await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);
        _inbound = await RunningInbound.StartAsync(_bed);
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
        _channel = await _bed.AddChannelAsync(_graph.Root, wabaId: WabaId);
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
    public async Task A_template_that_WhatsApp_pauses_is_shown_as_paused_and_sent_no_more()
    {
        Assert.That(await ListedStatusAsync(), Is.EqualTo("approved"));
        await SendAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_graph.Sends.Count == 1), "the first message at WhatsApp");

        SetStatus("PAUSED");
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await _inbound.PostAsync(_channel, Paused);
                return answer.StatusCode == HttpStatusCode.OK;
            },
            "the callback to be taken, once the channel is known");
        await Eventually.HoldsAsync(async () => await ListedStatusAsync() == "paused", "the list to be read again");
        await Eventually.HoldsAsync(
            async () => await ForecastAsync() == 2061, "the sender to know it too");
        var id = await SendAsync();
        await Eventually.HoldsAsync(
            () => Task.FromResult(_sender.Statuses.Any(status => status.MessageId == id && status.ErrorCode == 2061)), "the refusal");
        Assert.That(_graph.Sends, Has.Count.EqualTo(1), "WhatsApp is not asked");
    }

    private static string Paused =>
        $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"{{{WabaId}}}","changes":[{"field":"message_template_status_update",
         "value":{"event":"PAUSED","message_template_id":1,"message_template_name":"order_ready","message_template_language":"sw","reason":"NONE"} }]}]}
        """;

    private static string Message =>
        $$$"""
        {"to":"{{{TestBed.NewPhone()}}}","type":"template","template":{"namespace":"n","name":"order_ready","language":{"policy":"deterministic","code":"sw"} } }
        """;

    private void SetStatus(string status) => _graph.Templates =
        $$"""{"data":[{"name":"order_ready","language":"sw","status":"{{status}}","components":[{"type":"BODY","text":"Habari"}]}]}""";

    private async Task<string?> ListedStatusAsync()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/templates", _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("waba_templates")[0].GetProperty("status").GetString();
    }

    private async Task<int?> ForecastAsync()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/messages?dry_run=true", _key, Message);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var forecast = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("meta").GetProperty("forecast");
        return forecast.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetInt32() : null;
    }

    private async Task<string> SendAsync()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/messages", _key, Message);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return await EdgeReplica.IdOfAsync(answer);
    }
}
