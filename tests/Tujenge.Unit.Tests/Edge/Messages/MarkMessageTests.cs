using System.Net;
using System.Text;
using NUnit.Framework;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>Marking customers' messages read, through the real edge at the simulated WhatsApp.</summary>
[Parallelizable]
internal sealed class MarkMessageTests
{
    private const string Read = """{"status":"read"}""";
    private const string Unknown = "There is no message from a customer with this id";

    private static long _lastPhone = 255_714_000_000;

    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync();
        (_, _, _key) = await _edge.CreateChannelAsync(_whatsApp);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [TestCase("{0}", true)]
    [TestCase("{0}", false)]
    [TestCase("{0}/", true)]
    public async Task A_message_is_marked_read_on_the_phone(string path, bool encoded)
    {
        var (phone, id) = await WrittenAsync();
        using var answer = await PutAsync(string.Format(null, path, encoded ? Uri.EscapeDataString(id) : id), Read);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("""{"meta":{"api_status":"stable","version":"2.53.1"}}"""));
        Assert.That(await IsReadAsync(phone), Is.True);
    }

    [TestCase("""{"status":"read","message_id":"x","messaging_product":"whatsapp"}""")]
    [TestCase("""{ "status" : "read", "typing_indicator": {"type":"text"} }""")]
    public async Task What_the_Cloud_API_would_want_besides_is_forgiven(string json)
    {
        var (phone, id) = await WrittenAsync();
        using var answer = await PutAsync(Uri.EscapeDataString(id), json);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await IsReadAsync(phone), Is.True);
    }

    [Test]
    public async Task Marking_twice_is_as_good_as_once()
    {
        var (_, id) = await WrittenAsync();
        using var first = await PutAsync(Uri.EscapeDataString(id), Read);
        using var second = await PutAsync(Uri.EscapeDataString(id), Read);

        Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
    }

    [TestCase("wamid.nobody")]
    [TestCase("ABGGJVcSAAERAgo6tHcNmNjXmuSf")]
    [TestCase("gBEG0190A5D27C117E2A9F003B5A5D1C2E4F")]
    [TestCase("wamid.a%2Fb%2Bc%3D")]
    [TestCase("wamid.a/b+c=")]
    [TestCase("%01")]
    [TestCase("%F0%9F%98%80")]
    public async Task An_unknown_message_is_not_found(string id)
    {
        using var answer = await PutAsync(id, Read);
        await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", Unknown);
    }

    [Test]
    public async Task Another_channels_message_is_not_found()
    {
        var (phone, id) = await WrittenAsync();
        await _whatsApp.DoAsync(
            HttpMethod.Put,
            "numbers/other-marker",
            $$"""{"phone_number":"255754000019","access_token":"{{RunningSimulator.Token}}","waba_id":"9","app_secret":"s"}""");
        var (_, _, other) = await _edge.CreateChannelAsync(_whatsApp, "other-marker");
        using var answer = await PutAsync(Uri.EscapeDataString(id), Read, other);

        await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", Unknown);
        Assert.That(await IsReadAsync(phone), Is.False);
    }

    [TestCase("{}", 1008, "Required parameter is missing", "Parameter 'status' is absent")]
    [TestCase("""{"status":null}""", 1008, "Required parameter is missing", "Parameter 'status' is absent")]
    [TestCase("""{"status":"delivered"}""", 1009, "Parameter value is not valid", "Parameter 'status' must be read, got 'delivered'")]
    [TestCase("""{"status":"Read"}""", 1009, "Parameter value is not valid", "Parameter 'status' must be read, got 'Read'")]
    [TestCase("""{"status":""}""", 1009, "Parameter value is not valid", "Parameter 'status' must be read, got ''")]
    [TestCase("""{"status":true}""", 1025, "Invalid request", "Parameter 'status' must be a string, got a boolean")]
    [TestCase("[]", 1025, "Invalid request", "The body must be a JSON object, got an array")]
    [TestCase("", 1025, "Invalid request", "The body is empty; a JSON object is expected")]
    public async Task Anything_but_read_is_refused(string json, int code, string title, string details)
    {
        var (phone, id) = await WrittenAsync();
        using var answer = await PutAsync(Uri.EscapeDataString(id), json);

        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, code, title, details);
        Assert.That(await IsReadAsync(phone), Is.False);
    }

    [Test]
    public async Task Without_an_id_there_is_nothing_to_mark()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Put, "/v1/messages", _key, Json(Read));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    [Test]
    public async Task A_token_that_WhatsApp_refuses_is_the_operators_affair()
    {
        var (channelId, _, key) = await _edge.CreateChannelAsync(_whatsApp, "locked");
        using var changed = await _edge.AdminAsync(
            HttpMethod.Patch, $"/admin/v1/channels/{channelId}", """{"access_token":"old"}""");
        await _whatsApp.DoAsync(
            HttpMethod.Put,
            "numbers/locked",
            """{"phone_number":"255754000029","access_token":"new","waba_id":"9","app_secret":"s"}""");
        using var answer = await PutAsync("wamid.x", Read, key);
        var error = (await answer.ReadJsonAsync()).GetProperty("errors")[0];

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(1005));
        Assert.That(error.GetProperty("details").GetString(), Does.StartWith("cloud 190: "));
    }

    [Test]
    public async Task Without_WhatsApp_the_answer_is_502()
    {
        var (channelId, _, key) = await _edge.CreateChannelAsync();
        using var changed = await _edge.AdminAsync(
            HttpMethod.Patch, $"/admin/v1/channels/{channelId}", """{"cloud_base_url":"http://127.0.0.1:1"}""");
        using var answer = await PutAsync("wamid.x", Read, key);

        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    private async Task<(string Phone, string Id)> WrittenAsync()
    {
        var phone = $"{Interlocked.Increment(ref _lastPhone)}";
        return (phone, (await _whatsApp.OpenWindowAsync(phone)).GetProperty("id").GetString()!);
    }

    private async Task<bool> IsReadAsync(string phone) =>
        (await _whatsApp.GetAsync($"phones/{phone}")).GetProperty("messages")[0].GetProperty("read").GetBoolean();

    private Task<HttpResponseMessage> PutAsync(string id, string json, string? key = null) =>
        _edge.SendAsync(HttpMethod.Put, $"/v1/messages/{id}", key ?? _key, Json(json));

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
