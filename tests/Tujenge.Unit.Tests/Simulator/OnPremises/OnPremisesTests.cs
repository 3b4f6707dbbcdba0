using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Simulator.OnPremises;

/// <summary>The On-Premises side of the simulator: the login, messages of every type, and flat callbacks.</summary>
[Parallelizable]
internal sealed class OnPremisesTests
{
    private const string NewTemplate = """{"name":"karibu","language":"sw","category":"UTILITY","components":[{"type":"BODY","text":"Karibu"}]}""";

    private RunningSimulator _simulator = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _simulator = await RunningSimulator.StartAsync();
        await _simulator.AddOnPremisesNumberAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [Test]
    public async Task A_token_works_until_its_end_and_no_longer()
    {
        await _simulator.AddOnPremisesNumberAsync(tokenSeconds: 60);
        var token = await LogInAsync();
        Assert.That(await StatusAsync(token), Is.EqualTo(HttpStatusCode.OK));
        await _simulator.PostAsync("clock/advance", """{"seconds":61}""");
        Assert.That(await StatusAsync(token), Is.EqualTo(HttpStatusCode.Unauthorized));
        var next = await LogInAsync();
        Assert.That(await StatusAsync(next), Is.EqualTo(HttpStatusCode.OK));
        using (await SendAsync(HttpMethod.Post, "users/logout", "", next))
        {
        }

        Assert.That(await StatusAsync(next), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("a-user", "wrong")]
    [TestCase("other", "a-password")]
    [TestCase("", "")]
    public async Task A_wrong_login_is_401(string username, string password)
    {
        using var answer = await LogInAsync(username, password);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"code\":1005"));
    }

    [TestCase("""{"to":"255712000111","text":{"body":"hi"}}""")]
    [TestCase("""{"to":"255712000111","type":"image","image":{"link":"https://x.example/a.jpg"}}""")]
    [TestCase("""{"to":"255712000111","type":"audio","audio":{"id":"1"}}""")]
    [TestCase("""{"to":"255712000111","type":"video","video":{"id":"1"}}""")]
    [TestCase("""{"to":"255712000111","type":"document","document":{"id":"1"}}""")]
    [TestCase("""{"to":"255712000111","type":"sticker","sticker":{"id":"1"}}""")]
    [TestCase("""{"to":"255712000111","type":"location","location":{"latitude":1,"longitude":2}}""")]
    [TestCase("""{"to":"255712000111","type":"contacts","contacts":[{"name":{"formatted_name":"A"}}]}""")]
    [TestCase("""{"to":"255712000111","type":"interactive","interactive":{"type":"button"}}""")]
    [TestCase("""{"to":"255712000111","type":"reaction","reaction":{"message_id":"x","emoji":"👍"}}""")]
    [TestCase("""{"to":"255712000111","type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}""")]
    [TestCase("""{"to":"255712000111","type":"hsm","hsm":{"element_name":"order_ready","language":{"code":"sw"},"localizable_params":[{"default":"A"},{"default":"7"}]}}""")]
    public async Task Every_type_is_taken_and_delivered_with_flat_statuses(string message)
    {
        await OpenWindowAsync();
        var id = await SendTakenAsync(message);
        var callbacks = await _simulator.Callbacks.WaitForCallsAsync(3);
        var statuses = callbacks.Where(call => call.Json.TryGetProperty("statuses", out _)).Select(call => call.Json.GetProperty("statuses")[0]).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(id, Does.StartWith("gBGG"));
            Assert.That(statuses.Select(status => status.GetProperty("status").GetString()), Is.EqualTo(["sent", "delivered"]));
            Assert.That(statuses.Select(status => status.GetProperty("id").GetString()), Is.All.EqualTo(id));
            Assert.That(statuses.Select(status => status.GetProperty("type").GetString()), Is.All.EqualTo("message"));
            Assert.That(statuses[0].GetProperty("conversation").GetProperty("expiration_timestamp").ValueKind, Is.EqualTo(JsonValueKind.Number));
            Assert.That(callbacks.Select(call => call.Path), Is.All.EqualTo("/onprem"));
            Assert.That(callbacks.SelectMany(call => call.Headers.Keys), Has.None.EqualTo("X-Hub-Signature-256"));
        }
    }

    [TestCase("""{"to":"255712000111","text":{"body":"hi"},"context":{"message_id":"gBGGquoted"}}""", "hi", null, "gBGGquoted")]
    [TestCase("""{"to":"255712000111","type":"audio","audio":{"id":"1"}}""", null, """{"id":"1"}""", null)]
    public async Task The_phone_shows_what_was_sent(string message, string? text, string? contents, string? quoted)
    {
        await OpenWindowAsync();
        await SendTakenAsync(message);
        var shown = (await _simulator.GetAsync("phones/255712000111")).GetProperty("messages").EnumerateArray().Last();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown.TryGetProperty("text", out var body) ? body.GetString() : null, Is.EqualTo(text));
            Assert.That(shown.TryGetProperty("contents", out var whole) ? whole.GetRawText() : null, Is.EqualTo(contents));
            Assert.That(shown.TryGetProperty("quoted_id", out var id) ? id.GetString() : null, Is.EqualTo(quoted));
        }
    }

    [Test]
    public async Task News_of_templates_go_to_apps_of_the_Cloud_API_only()
    {
        await _simulator.DoAsync(HttpMethod.Put, "templates", """{"templates":[{"name":"hello_world","language":"en_US","body":"Hello","status":"PAUSED"}]}""");
        var told = await _simulator.Callbacks.WaitForCallsAsync(1);
        await OpenWindowAsync();
        told = await _simulator.Callbacks.WaitForCallsAsync(2);
        Assert.That(told.Select(call => call.Path), Is.EqualTo(["/callbacks", "/onprem"]));
        Assert.That(told[1].Json.TryGetProperty("messages", out _), Is.True);
    }

    [Test]
    public async Task Templates_are_listed_page_by_page_handed_in_used_and_deleted()
    {
        var token = await LogInAsync();
        var first = await JsonAsync(HttpMethod.Get, "configs/templates?limit=2", null, token);
        var rest = await JsonAsync(HttpMethod.Get, "configs/templates?limit=2&offset=2", null, token);
        var found = await JsonAsync(HttpMethod.Get, """configs/templates?filters={"name":"order_ready","language":"sw"}""", null, token);
        var created = await JsonAsync(HttpMethod.Post, "configs/templates", NewTemplate, token);
        using var again = await SendAsync(HttpMethod.Post, "configs/templates", NewTemplate, token);
        await SendTakenAsync("""{"to":"255712000111","type":"template","template":{"name":"karibu","language":{"code":"sw"}}}""");
        await JsonAsync(HttpMethod.Delete, "configs/templates/karibu", null, token);
        using var gone = await SendAsync(HttpMethod.Delete, "configs/templates/karibu", null, token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names(first).Concat(Names(rest)), Is.EqualTo(["hello_world en_US", "order_ready en_US", "order_ready sw"]));
            Assert.That((first.GetProperty("count").GetInt32(), first.GetProperty("total").GetInt32()), Is.EqualTo((2, 3)));
            Assert.That((rest.GetProperty("count").GetInt32(), rest.GetProperty("offset").GetInt32()), Is.EqualTo((1, 2)));
            Assert.That(Names(found), Is.EqualTo(["order_ready sw"]));
            Assert.That(found.GetProperty("waba_templates")[0].GetProperty("status").GetString(), Is.EqualTo("approved"));
            Assert.That(created.GetProperty("status").GetString(), Is.EqualTo("submitted"));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task Each_account_has_templates_of_its_own()
    {
        var token = await LogInAsync();
        await JsonAsync(HttpMethod.Post, "configs/templates", NewTemplate, token);
        await JsonAsync(HttpMethod.Delete, "configs/templates/hello_world", null, token);
        Assert.That(
            (await AccountsAsync("onprem"), await AccountsAsync(RunningSimulator.WabaId)),
            Is.EqualTo(("karibu order_ready order_ready", "hello_world order_ready order_ready")));

        await _simulator.DoAsync(HttpMethod.Put, "templates", """{"templates":[{"name":"mine","body":"x"}],"account":"onprem"}""");
        Assert.That(
            (await AccountsAsync("onprem"), await AccountsAsync(RunningSimulator.WabaId)), Is.EqualTo(("mine", "hello_world order_ready order_ready")));

        await _simulator.DoAsync(HttpMethod.Put, "templates", """{"templates":[{"name":"all","body":"x"}]}""");
        Assert.That((await AccountsAsync("onprem"), await AccountsAsync(RunningSimulator.WabaId)), Is.EqualTo(("all", "all")));

        using var nobodys = await _simulator.PutAsync("templates", """{"templates":[],"account":"nobody"}""");
        Assert.That(nobodys.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

        async Task<string> AccountsAsync(string account) => string.Join(' ', (await _simulator.GetAsync($"templates?account={account}"))
            .GetProperty("templates").EnumerateArray().Select(template => template.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    [TestCase("GET", "?limit=0", null)]
    [TestCase("GET", "?limit=1001", null)]
    [TestCase("GET", "?offset=x", null)]
    [TestCase("GET", "?filters=[]", null)]
    [TestCase("GET", "?filters={", null)]
    [TestCase("POST", "", "[]")]
    [TestCase("POST", "", """{"name":"karibu","language":"sw","category":"UTILITY"}""")]
    public async Task Wrong_calls_of_templates_are_refused_in_the_providers_envelope(string method, string query, string? body)
    {
        using var answer = await SendAsync(new HttpMethod(method), $"configs/templates{query}", body, await LogInAsync());
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("meta").GetProperty("success").GetBoolean(), Is.False);
    }

    [Test]
    public async Task A_customers_message_is_flat_too()
    {
        await OpenWindowAsync();
        var told = (await _simulator.Callbacks.WaitForCallsAsync(1))[0].Json;
        Assert.That(told.EnumerateObject().Select(member => member.Name), Is.EqualTo(["contacts", "messages"]));
        Assert.That(told.GetProperty("messages")[0].GetProperty("id").GetString(), Does.StartWith("ABGG"));
    }

    [TestCase(true, 470)]
    [TestCase(false, 1013)]
    public async Task What_is_wrong_with_the_recipient_comes_later(bool exists, int code)
    {
        await _simulator.PutAsync("phones/255712000222", $$"""{"exists":{{(exists ? "true" : "false")}}}""");
        var id = await SendTakenAsync("""{"to":"255712000222","text":{"body":"hi"}}""");
        var status = (await _simulator.Callbacks.WaitForCallsAsync(1))[0].Json.GetProperty("statuses")[0];
        Assert.That(
            (status.GetProperty("id").GetString(), status.GetProperty("status").GetString(), status.GetProperty("errors")[0].GetProperty("code").GetInt32()),
            Is.EqualTo((id, "failed", code)));
    }

    [Test]
    public async Task A_customer_without_a_number_cannot_be_reached()
    {
        var id = await SendTakenAsync("""{"to":"US.1234","text":{"body":"hi"}}""");
        var status = (await _simulator.Callbacks.WaitForCallsAsync(1))[0].Json.GetProperty("statuses")[0];
        Assert.That(
            (status.GetProperty("id").GetString(), status.GetProperty("recipient_id").GetString(), status.GetProperty("errors")[0].GetProperty("code").GetInt32()),
            Is.EqualTo((id, "US.1234", 1013)));
    }

    [TestCase("[]", 400, 1025)]
    [TestCase("{}", 400, 1008)]
    [TestCase("""{"to":"1","type":"telegram"}""", 400, 1009)]
    [TestCase("""{"to":"1","type":"image"}""", 400, 1008)]
    [TestCase("""{"to":"1","text":{}}""", 400, 1008)]
    [TestCase("""{"to":"1","type":"template","template":{"name":"none","language":{"code":"en"}}}""", 404, 2001)]
    [TestCase("""{"to":"255712000111","type":"hsm","hsm":{"element_name":"order_ready","language":{"code":"sw"}}}""", 400, 2000)]
    [TestCase("""{"to":"1-2","recipient_type":"group","text":{"body":"x"}}""", 404, 1012)]
    public async Task A_wrong_message_is_refused(string message, int status, int code)
    {
        using var answer = await SendAsync(HttpMethod.Post, "messages", message, await LogInAsync());
        Assert.That(((int)answer.StatusCode, await CodeAsync(answer)), Is.EqualTo((status, code)));
    }

    [TestCase("none", "en", "APPROVED", 2001, "Template name none does not exist in the translation en")]
    [TestCase("t", "en", "APPROVED", 2000, "Template t in en has another number of parameters than the 0 that were sent")]
    [TestCase("t", "en", "PAUSED", 2061, "Template t in en is paused")]
    [TestCase("t", "en", "DISABLED", 2062, "Template t in en is disabled")]
    public async Task What_is_wrong_with_a_template_is_told_in_details(string name, string language, string status, int code, string details)
    {
        await _simulator.DoAsync(
            HttpMethod.Put, "templates", $$$"""{"templates":[{"name":"t","language":"en","body":"Hi {{1}}","status":"{{{status}}}"}]}""");
        var message = $$$"""{"to":"255712000111","type":"template","template":{"name":"{{{name}}}","language":{"code":"{{{language}}}"} } }""";
        using var answer = await SendAsync(HttpMethod.Post, "messages", message, await LogInAsync());
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0];
        Assert.That((error.GetProperty("code").GetInt32(), error.GetProperty("details").GetString()), Is.EqualTo((code, details)));
    }

    [Test]
    public async Task An_identity_is_as_old_as_it_was()
    {
        var token = await LogInAsync();
        var first = await JsonAsync(HttpMethod.Get, "contacts/255712000111/identity", null, token);
        await _simulator.PostAsync("clock/advance", """{"seconds":60}""");
        var second = await JsonAsync(HttpMethod.Get, "contacts/255712000111/identity", null, token);
        var other = await JsonAsync(HttpMethod.Get, "contacts/255712000222/identity", null, token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(MomentIn(second), Is.EqualTo(MomentIn(first)));
            Assert.That(MomentIn(other), Is.GreaterThanOrEqualTo(MomentIn(first) + 60_000));
        }

        static long MomentIn(JsonElement answer) => answer.GetProperty("identity").GetProperty("created_timestamp").GetInt64();
    }

    [TestCase(130429, 429, 1015)]
    [TestCase(1016, 503, 1016, Description = "v1's own code")]
    public async Task Planned_faults_are_told_in_v1(int fault, int status, int code)
    {
        await OpenWindowAsync();
        await _simulator.PutAsync("faults", $$"""{"fail_next":[{"code":{{fault}}}]}""");
        using var answer = await SendAsync(HttpMethod.Post, "messages", """{"to":"255712000111","text":{"body":"hi"}}""", await LogInAsync());
        Assert.That(((int)answer.StatusCode, await CodeAsync(answer)), Is.EqualTo((status, code)));
    }

    private Task<JsonElement> OpenWindowAsync() => _simulator.DoAsync(HttpMethod.Post, "phones/255712000111/write", """{"text":"hello","to":"onprem"}""");

    private async Task<string> SendTakenAsync(string message)
    {
        using var answer = await SendAsync(HttpMethod.Post, "messages", message, await LogInAsync());
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messages")[0].GetProperty("id").GetString()!;
    }

    private static IEnumerable<string> Names(JsonElement list) => list.GetProperty("waba_templates").EnumerateArray()
        .Select(template => $"{template.GetProperty("name").GetString()} {template.GetProperty("language").GetString()}");

    private async Task<JsonElement> JsonAsync(HttpMethod method, string path, string? json, string token)
    {
        using var answer = await SendAsync(method, path, json, token);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await SendAsync(HttpMethod.Get, "health", null, token);
        return answer.StatusCode;
    }

    private static async Task<int> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0].GetProperty("code").GetInt32();

    private async Task<string> LogInAsync()
    {
        using var answer = await LogInAsync("a-user", "a-password");
        var user = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("users")[0];
        Assert.That(user.GetProperty("expires_after").GetString(), Does.Match(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00$"));
        return user.GetProperty("token").GetString()!;
    }

    private async Task<HttpResponseMessage> LogInAsync(string username, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/simulator/onprem/v1/users/login");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
        return await _simulator.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json, string token)
    {
        using var request = new HttpRequestMessage(method, $"/simulator/onprem/v1/{path}")
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _simulator.Http.SendAsync(request);
    }
}
