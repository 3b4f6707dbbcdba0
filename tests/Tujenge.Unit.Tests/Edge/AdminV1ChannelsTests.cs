using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Infra.Directory;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Channels whose upstream is a v1 server.</summary>
[Parallelizable]
internal sealed class AdminV1ChannelsTests
{
    private static int _lastNumber = 20_000_000;

    private RunningEdge _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task A_channel_has_a_server_a_login_and_a_callback_token_that_is_shown_once()
    {
        using var answer = await CreateAsync(V1());
        var channel = await answer.ReadJsonAsync();
        var id = channel.GetProperty("id").GetGuid();
        using var shown = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{id}");
        var stored = await _edge.ReadChannelAsync(id);
        var token = channel.GetProperty("callback_token").GetString()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(channel.GetProperty("upstream").GetString(), Is.EqualTo("v1"));
            Assert.That(channel.GetProperty("v1_base_url").GetString(), Is.EqualTo("https://wa.example.com/root"), "without /v1 and slash");
            Assert.That(channel.GetProperty("v1_username").GetString(), Is.EqualTo("admin"));
            Assert.That(channel.GetProperty("phone_number_id").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(channel.GetProperty("cloud_base_url").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(channel.TryGetProperty("verify_token", out _), Is.False);
            Assert.That(token, Does.Match("^[A-Za-z0-9_-]{43}$"));
            Assert.That(stored.V1Password!.Reveal(), Is.EqualTo("a-password"));
            Assert.That(stored.CallbackTokenHash, Is.EqualTo(CallbackToken.HashOf(token)));
            Assert.That(await shown.Content.ReadAsStringAsync(), Does.Not.Contain("callback_token").And.Not.Contain("a-password").And.Not.Contain(token));
        }
    }

    [Test]
    public async Task Many_channels_do_without_a_phone_number_id()
    {
        using var first = await CreateAsync(V1());
        using var second = await CreateAsync(V1());
        Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created)));
    }

    [TestCase("v1_base_url", "null", "Parameter 'v1_base_url' is absent")]
    [TestCase("v1_username", "null", "Parameter 'v1_username' is absent")]
    [TestCase("v1_password", "null", "Parameter 'v1_password' is absent")]
    [TestCase("v1_base_url", "\"ftp://x\"", "Parameter 'v1_base_url' must be an address without query or user, such as https://wa.example.com")]
    [TestCase("v1_base_url", "\"https://u:p@x\"", "Parameter 'v1_base_url' must be an address without query or user, such as https://wa.example.com")]
    [TestCase("v1_username", "\"a:b\"", "Parameter 'v1_username' must consist of printable ASCII characters without blanks and colons")]
    [TestCase("v1_password", "\"\"", "Parameter 'v1_password' must have 1 to 4096 characters, got 0")]
    [TestCase("v1_password", "\"a b\"", "Parameter 'v1_password' must consist of printable ASCII characters without blanks")]
    public async Task A_wrong_field_is_named(string field, string value, string detail)
    {
        var fields = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(V1())!;
        fields[field] = JsonSerializer.Deserialize<JsonElement>(value);
        using var answer = await CreateAsync(JsonSerializer.Serialize(fields));
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", detail, field);
    }

    [Test]
    public async Task A_field_of_the_other_upstream_has_no_place_there()
    {
        using var answer = await CreateAsync(V1()[..^1] + ""","access_token":"x"}""");
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", "There is no parameter 'access_token' here", "access_token");
    }

    [Test]
    public async Task A_rotated_callback_token_takes_the_place_of_the_former()
    {
        var (id, _, former) = await _edge.CreateV1ChannelAsync(new Uri("https://wa.example.com"));
        using var answer = await _edge.AdminAsync(HttpMethod.Post, $"/admin/v1/channels/{id}/callback-token");
        var token = (await answer.ReadJsonAsync()).GetProperty("callback_token").GetString()!;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(token, Is.Not.EqualTo(former));
        Assert.That((await _edge.ReadChannelAsync(id)).CallbackTokenHash, Is.EqualTo(CallbackToken.HashOf(token)));
        using var audit = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/audit?channel_id={id}");
        Assert.That(await audit.Content.ReadAsStringAsync(), Does.Contain("channel.callback_token_rotated").And.Not.Contain(token));
    }

    [Test]
    public async Task A_channel_on_the_Cloud_API_has_no_callback_token()
    {
        var (id, _, _) = await _edge.CreateChannelAsync();
        using var answer = await _edge.AdminAsync(HttpMethod.Post, $"/admin/v1/channels/{id}/callback-token");
        await answer.IsProblemAsync(HttpStatusCode.Conflict, "Conflict", "The channel has no v1 server that would call with a token.");
    }

    [Test]
    public async Task A_channel_moves_to_a_server_and_back_and_takes_nothing_along()
    {
        var (id, _, _) = await _edge.CreateChannelAsync();
        var numberId = (await _edge.ReadChannelAsync(id)).PhoneNumberId;
        using var incomplete = await ChangeAsync(id, """{"upstream":"v1","v1_base_url":"https://wa.example.com"}""");
        await incomplete.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", "Parameter 'v1_username' is absent", "v1_username");

        using var there = await ChangeAsync(
            id, """{"upstream":"v1","v1_base_url":"https://wa.example.com","v1_username":"admin","v1_password":"p"}""");
        var moved = await _edge.ReadChannelAsync(id);
        Assert.That((await there.ReadJsonAsync()).GetProperty("callback_token").GetString(), Is.Not.Empty);
        Assert.That((moved.PhoneNumberId, moved.AccessToken.Reveal(), moved.AppSecret.Reveal()), Is.EqualTo(("", "", "")));

        using var back = await ChangeAsync(
            id, $$"""{"upstream":"cloud","phone_number_id":"{{numberId}}","access_token":"t","app_secret":"s"}""");
        var stored = await _edge.ReadChannelAsync(id);
        Assert.That((await back.ReadJsonAsync()).GetProperty("verify_token").GetString(), Does.Match("^[0-9a-f]{32}$"));
        Assert.That((stored.V1BaseUrl, stored.V1Password, stored.CallbackTokenHash), Is.EqualTo(((string?)null, (object?)null, (byte[]?)null)));
    }

    private Task<HttpResponseMessage> CreateAsync(string json) => _edge.AdminAsync(HttpMethod.Post, "/admin/v1/channels", json);

    private Task<HttpResponseMessage> ChangeAsync(Guid id, string json) => _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{id}", json);

    private static string V1() =>
        $$"""{"phone_number":"2557{{Interlocked.Increment(ref _lastNumber)}}","upstream":"v1","v1_base_url":"https://wa.example.com/root/v1/","v1_username":"admin","v1_password":"a-password"}""";
}
