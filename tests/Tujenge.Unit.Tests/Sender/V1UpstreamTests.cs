using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Upstreams.V1;
using Tujenge.Sender;
using Tujenge.Sender.Upstreams;
using Tujenge.Sender.V1Api;
using Tujenge.Unit.Tests.Infra.Upstreams;

namespace Tujenge.Unit.Tests.Sender;

/// <summary>A message's way to a v1 server, over a scripted transport.</summary>
internal sealed class V1UpstreamTests
{
    private const string Taken = """{"messages":[{"id":"gBGG1"}]}""";
    private const string Text = """{"to":"255712000111","recipient_type":"individual","type":"text","text":{"body":"habari 👋"}}""";

    private ScriptedV1Server _server = null!;
    private ServiceProvider _services = null!;

    [SetUp]
    public void Start()
    {
        _server = new ScriptedV1Server();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Options.Create(new SenderOptions()));
        services.AddV1Api().ConfigurePrimaryHttpMessageHandler(() => _server);
        services.AddV1Tokens().ConfigurePrimaryHttpMessageHandler(() => _server);
        _services = services.BuildServiceProvider();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _services.DisposeAsync();
        _server.Dispose();
    }

    [TestCase("""{"to":"255712000111","type":"hsm","hsm":{"namespace":"n","element_name":"e","language":{"policy":"deterministic","code":"sw"},"localizable_params":[{"default":"7"}]}}""")]
    [TestCase("""{"to":"1631-15308","recipient_type":"group","type":"text","preview_url":true,"text":{"body":"https://duka.example"}}""")]
    [TestCase("""{"to":"255712000111","ttl":"60","type":"contacts","contacts":[{"name":{"formatted_name":"Asha"}}]}""")]
    public async Task The_clients_document_goes_out_as_it_is(string document)
    {
        _server.Answer = _ => ScriptedV1Server.Json(201, Taken);
        Assert.That(await SendAsync(document), Is.EqualTo(new SendOutcome.Accepted("gBGG1")));

        var call = _server.Calls.Single();
        Assert.That(JsonElement.DeepEquals(JsonElement.Parse(call.Body), JsonElement.Parse(document)), call.Body);
        Assert.That(
            (call.Method, call.Address, call.Authorization),
            Is.EqualTo(("POST", "https://wa.example/root/v1/messages", "Bearer token-1")));
    }

    [TestCase("ABGG7", "ABGG7")]
    [TestCase(null, null, Description = "what is quoted never got an id")]
    public async Task What_is_quoted_has_the_servers_id(string? targetId, string? expected)
    {
        _server.Answer = _ => ScriptedV1Server.Json(201, Taken);
        await SendAsync("""{"to":"255712000111","type":"text","text":{"body":"x"},"context":{"message_id":"ours"}}""", targetId);
        var body = JsonElement.Parse(_server.Calls.Single().Body);
        Assert.That(
            body.TryGetProperty("context", out var context) ? context.GetProperty("message_id").GetString() : null, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_token_that_is_no_longer_taken_is_replaced_once()
    {
        _server.Answer = call => call.Authorization == "Bearer token-2" ? ScriptedV1Server.Json(201, Taken) : Unauthorized();
        Assert.That(await SendAsync(Text), Is.EqualTo(new SendOutcome.Accepted("gBGG1")));
        Assert.That(await SendAsync(Text), Is.EqualTo(new SendOutcome.Accepted("gBGG1")));
        Assert.That(_server.Calls.Select(call => call.Authorization), Is.EqualTo(["Bearer token-1", "Bearer token-2", "Bearer token-2"]));
    }

    [Test]
    public async Task A_server_that_takes_no_token_refuses_the_message()
    {
        _server.Answer = _ => Unauthorized();
        Assert.That((await SendAsync(Text) as SendOutcome.Refused)?.Error.Code, Is.EqualTo(1005));
        Assert.That((_server.Calls.Count, _server.Logins), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task Without_a_login_nothing_is_sent()
    {
        _server.Login = _ => throw new HttpRequestException(HttpRequestError.ConnectionError);
        Assert.That(await SendAsync(Text), Is.EqualTo(new SendOutcome.NotNow(null)));
        _server.Login = _ => Unauthorized();
        var refused = await SendAsync(Text, password: "wrong") as SendOutcome.Refused;
        Assert.That((refused?.Error.Code, refused?.Error.Details), Is.EqualTo((1005, "The WhatsApp API refuses the gateway's login")));
        Assert.That(_server.Calls, Is.Empty);
    }

    [Test]
    public async Task An_unknown_contact_is_looked_up_and_written_to_once_more()
    {
        _server.Answer = call => call.Address.EndsWith("/contacts", StringComparison.Ordinal)
            ? ScriptedV1Server.Json(200, """{"contacts":[{"input":"+255712000111","status":"valid","wa_id":"255712000112"}]}""")
            : call.Body.Contains("\"255712000112\"", StringComparison.Ordinal) ? ScriptedV1Server.Json(201, Taken) : UnknownContact();

        Assert.That(await SendAsync(Text), Is.EqualTo(new SendOutcome.Accepted("gBGG1")));
        var calls = _server.Calls.ToArray();
        Assert.That(calls, Has.Length.EqualTo(3));
        Assert.That(calls[1].Body, Is.EqualTo("""{"blocking":"wait","contacts":["\u002B255712000111"],"force_check":true}"""));
    }

    [TestCase("""{"contacts":[{"input":"+255712000111","status":"invalid"}]}""")]
    [TestCase("<html>")]
    public async Task A_contact_that_stays_unknown_is_a_refusal(string contacts)
    {
        _server.Answer = call => call.Address.EndsWith("/contacts", StringComparison.Ordinal) ? ScriptedV1Server.Json(200, contacts) : UnknownContact();
        Assert.That((await SendAsync(Text) as SendOutcome.Refused)?.Error.Code, Is.EqualTo(1006));
        Assert.That(_server.Calls, Has.Count.EqualTo(2));
    }

    private static HttpResponseMessage Unauthorized() => ScriptedV1Server.Json(401, """{"errors":[{"code":1005,"title":"Access denied"}]}""");

    private static HttpResponseMessage UnknownContact() =>
        ScriptedV1Server.Json(404, """{"errors":[{"code":1006,"title":"Resource not found","details":"unknown contact"}]}""");

    private Task<SendOutcome> SendAsync(string document, string? targetId = null, string password = "a-password") => _services.GetRequiredService<V1Upstream>().Prepare(
        ScriptedV1Server.Channel(password),
        new OutgoingMessage("gBEG0190", document, JsonSerializer.Deserialize(document, V1Json.Wire.V1Message)!, targetId))();
}
