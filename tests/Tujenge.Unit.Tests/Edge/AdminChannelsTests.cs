using System.Net;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class AdminChannelsTests
{
    private static int _lastNumber = 10_000_000;

    private RunningEdge _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task A_channel_is_created_with_what_the_operator_says()
    {
        var number = NewNumber();
        using var answer = await CreateAsync(
            $$"""
            {"phone_number":"+{{number[..3]}} {{number[3..]}}","phone_number_id":"{{number}}7","waba_id":"42",
             "cloud_base_url":"https://graph.example/","access_token":"an-access-token","app_secret":"an-app-secret","verify_token":"a-verify-token"}
            """);
        var channel = await answer.ReadJsonAsync();
        var stored = await _edge.ReadChannelAsync(channel.GetProperty("id").GetGuid());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(channel.EnumerateObject().Select(member => member.Name), Is.EqualTo(
                [
                    "id", "phone_number", "tenant_id", "upstream", "phone_number_id", "waba_id", "app_id", "cloud_base_url",
                    "v1_base_url", "v1_username",
                    "messages_per_second", "requests_per_second", "sent_status", "created_at", "account", "verify_token",
                ]));
            Assert.That(channel.GetProperty("phone_number").GetString(), Is.EqualTo(number));
            Assert.That(channel.GetProperty("phone_number_id").GetString(), Is.EqualTo(number + "7"));
            Assert.That(channel.GetProperty("waba_id").GetString(), Is.EqualTo("42"));
            Assert.That(channel.GetProperty("cloud_base_url").GetString(), Is.EqualTo("https://graph.example"));
            Assert.That(channel.GetProperty("verify_token").GetString(), Is.EqualTo("a-verify-token"));
            Assert.That(channel.GetProperty("created_at").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(10).Seconds);
            Assert.That((stored.AccessToken.Reveal(), stored.AppSecret.Reveal()), Is.EqualTo(("an-access-token", "an-app-secret")));
        }
    }

    [Test]
    public async Task What_is_optional_has_a_default()
    {
        using var answer = await CreateAsync(Channel(NewNumber()));
        var channel = await answer.ReadJsonAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(channel.GetProperty("waba_id").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(channel.GetProperty("sent_status").ValueKind, Is.EqualTo(JsonValueKind.True));
            Assert.That(channel.GetProperty("cloud_base_url").GetString(), Is.EqualTo("https://graph.facebook.com"));
            Assert.That(channel.GetProperty("verify_token").GetString(), Does.Match("^[0-9a-f]{32}$"));
        }
    }

    [Test]
    public async Task A_number_belongs_to_one_channel()
    {
        var number = NewNumber();
        using var first = await CreateAsync(Channel(number));
        using var second = await CreateAsync(Channel($"+{number}", id: "another"));

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await second.IsProblemAsync(HttpStatusCode.Conflict, "Conflict", "Another channel has this phone_number.", "phone_number");
    }

    [Test]
    public async Task A_phone_number_id_belongs_to_one_channel()
    {
        using var first = await CreateAsync(Channel(NewNumber(), id: "taken"));
        using var second = await CreateAsync(Channel(NewNumber(), id: "taken"));

        await second.IsProblemAsync(HttpStatusCode.Conflict, "Conflict", "Another channel has this phone_number_id.", "phone_number_id");
    }

    [TestCase("phone_number", "null", "is absent")]
    [TestCase("phone_number", "7", "must be a string, got a number")]
    [TestCase("phone_number", "\"0712000111\"", "must be a phone number in international form with 7 to 15 digits, got one with a leading 0")]
    [TestCase("phone_number_id", "\"../x\"", "must have 1 to 64 letters, digits, - or _")]
    [TestCase("phone_number_id", "\"\"", "must have 1 to 64 letters, digits, - or _")]
    [TestCase("waba_id", "\"a/b\"", "must have 1 to 64 letters, digits, - or _")]
    [TestCase("cloud_base_url", "\"graph.example\"", "must be an address without query or user, such as https://graph.facebook.com")]
    [TestCase("cloud_base_url", "\"ftp://graph.example\"", "must be an address without query or user, such as https://graph.facebook.com")]
    [TestCase("cloud_base_url", "\"https://graph.example/?x=1\"", "must be an address without query or user, such as https://graph.facebook.com")]
    [TestCase("access_token", "\"\"", "must have 1 to 4096 characters, got 0")]
    [TestCase("access_token", "\"a b\"", "must consist of printable ASCII characters without blanks")]
    [TestCase("access_token", "\"a\\nb\"", "must consist of printable ASCII characters without blanks")]
    [TestCase("app_secret", "null", "is absent")]
    [TestCase("upstream", "\"v2\"", "must be cloud or v1")]
    [TestCase("tenant_id", "\"7\"", "must be an id")]
    [TestCase("tenant_id", "\"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f\"", "names no tenant")]
    [TestCase("messages_per_second", "0", "must be a whole number between 1 and 1000")]
    [TestCase("messages_per_second", "1.5", "must be a whole number between 1 and 1000")]
    [TestCase("messages_per_second", "1e99", "must be a whole number between 1 and 1000")]
    [TestCase("requests_per_second", "1001", "must be a whole number between 1 and 1000")]
    [TestCase("requests_per_second", "\"7\"", "must be a number, got a string")]
    [TestCase("sent_status", "\"off\"", "must be a boolean, got a string")]
    [TestCase("verify_token", "\"é\"", "must consist of printable ASCII characters without blanks")]
    public async Task A_wrong_field_is_named_and_nothing_is_created(string field, string value, string rule)
    {
        var number = NewNumber();
        var fields = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Channel(number))!;
        fields[field] = JsonSerializer.Deserialize<JsonElement>(value);
        using var answer = await CreateAsync(JsonSerializer.Serialize(fields));

        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", $"Parameter '{field}' {rule}", field);
        using var again = await CreateAsync(Channel(number));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Created), "the number is still free");
    }

    [Test]
    public async Task Channels_are_listed_and_read_without_their_secrets()
    {
        var number = NewNumber();
        using var created = await CreateAsync(Channel(number));
        var id = (await created.ReadJsonAsync()).GetProperty("id").GetGuid();
        using var list = await _edge.AdminAsync(HttpMethod.Get, "/admin/v1/channels");
        using var one = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{id}");
        var listed = (await list.ReadJsonAsync()).GetProperty("channels").EnumerateArray()
            .Single(channel => channel.GetProperty("id").GetGuid() == id);
        var stored = await _edge.ReadChannelAsync(id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                listed.EnumerateObject().Select(member => member.Name),
                Is.EqualTo(
                [
                    "id", "phone_number", "tenant_id", "upstream", "phone_number_id", "waba_id", "app_id", "cloud_base_url",
                    "v1_base_url", "v1_username",
                    "messages_per_second", "requests_per_second", "sent_status", "created_at", "account",
                ]));
            Assert.That(await one.Content.ReadAsStringAsync(), Is.EqualTo(listed.GetRawText()));
            foreach (var secret in new[] { stored.AccessToken, stored.AppSecret, stored.VerifyToken })
            {
                Assert.That(listed.GetRawText(), Does.Not.Contain(secret.Reveal()));
            }
        }
    }

    [Test]
    public async Task Channels_are_listed_oldest_first()
    {
        using var first = await CreateAsync(Channel(NewNumber()));
        using var second = await CreateAsync(Channel(NewNumber()));
        using var list = await _edge.AdminAsync(HttpMethod.Get, "/admin/v1/channels");

        Assert.That(
            (await list.ReadJsonAsync()).GetProperty("channels").EnumerateArray()
                .Select(channel => channel.GetProperty("created_at").GetDateTimeOffset()),
            Is.Ordered);
    }

    [TestCase("GET", "/admin/v1/channels/0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f", "There is no channel with this id.")]
    [TestCase("GET", "/admin/v1/channels/7", "This path does not exist.")]
    [TestCase("GET", "/admin/v1/nothing", "This path does not exist.")]
    [TestCase("GET", "/admin", "This path does not exist.")]
    public async Task What_does_not_exist_is_not_found(string method, string path, string detail)
    {
        using var answer = await _edge.AdminAsync(new HttpMethod(method), path);
        await answer.IsProblemAsync(HttpStatusCode.NotFound, "Not Found", detail);
    }

    [Test]
    public async Task A_method_that_does_not_exist_is_not_allowed()
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Put, "/admin/v1/channels", "{}");
        await answer.IsProblemAsync(
            HttpStatusCode.MethodNotAllowed, "Method Not Allowed", "This path does not allow this method; see the Allow header.");
    }

    [Test]
    public async Task A_body_that_is_no_json_is_a_problem()
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Post, "/admin/v1/channels", "[]");
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", "The body must be a JSON object, got an array");
    }

    [Test]
    public async Task A_body_that_says_it_is_no_json_is_a_problem()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/admin/v1/channels") { Content = new StringContent("x") };
        request.Headers.Authorization = new("Bearer", RunningEdge.OperatorToken);
        using var answer = await _edge.Http.SendAsync(request);
        await answer.IsProblemAsync(
            HttpStatusCode.UnsupportedMediaType, "Unsupported Media Type", "Content-Type must be application/json.");
    }

    [Test]
    public async Task A_body_over_the_limit_is_a_problem()
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Post, "/admin/v1/channels", new string(' ', (1024 * 1024) + 1));
        await answer.IsProblemAsync(
            HttpStatusCode.RequestEntityTooLarge, "Payload Too Large", "The body must have at most 1048576 bytes, got 1048577.");
    }

    private Task<HttpResponseMessage> CreateAsync(string json) => _edge.AdminAsync(HttpMethod.Post, "/admin/v1/channels", json);

    private static string NewNumber() => $"2557{Interlocked.Increment(ref _lastNumber)}";

    private static string Channel(string number, string? id = null) =>
        $$"""
        {"phone_number":"{{number}}","phone_number_id":"{{id ?? $"id-{number}"}}",
         "access_token":"access-{{number}}","app_secret":"secret-{{number}}"}
        """;
}
