using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using Tujenge.Edge.Media.Remembering;

namespace Tujenge.Unit.Tests.Edge.Upstreams;

/// <summary>What a v1 server sees of a client's call, and the client of its answer.</summary>
[Parallelizable]
internal sealed class PassingOnTests
{
    private RecordingServer _server = null!;
    private RunningEdge _edge = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RecordingServer.StartAsync();
        _edge = await RunningEdge.StartAsync(("Edge:ApiKeyHeaderAliases:0", "D360-API-KEY"), ("Edge:BasePath", "/whatsapp"));
        (_, _key, _) = await _edge.CreateV1ChannelAsync(_server.Url);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _server.DisposeAsync();
    }

    [SetUp]
    public void Forget() => _server.Forget();

    [Test]
    public async Task The_clients_key_goes_the_token_comes_and_what_belongs_to_the_connection_stays_here()
    {
        _server.Handler = context =>
        {
            context.Response.Headers["X-Their-Own"] = "inside";
            context.Response.Headers.SetCookie = "a=b";
            context.Response.Headers["Keep-Alive"] = "timeout=5";
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"contacts":[]}""");
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/whatsapp/v1/contacts/?a=b%20c")
        {
            Content = new StringContent("""{"contacts":["+255712000111"]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("D360-Api-Key", _key);
        request.Headers.Add("WA-API-KEY", _key);
        request.Headers.Add("Authorization", "Bearer the-clients");
        request.Headers.Add("Cookie", "c=d");
        request.Headers.Add("X-Forwarded-For", "10.0.0.1");
        request.Headers.Add("X-Custom", "passed");
        request.Headers.TryAddWithoutValidation("Connection", "X-Hop");
        request.Headers.Add("X-Hop", "1");
        using var answer = await _edge.Http.SendAsync(request);

        var call = _server.Calls.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((call.Method, call.Path), Is.EqualTo(("POST", "/v1/contacts?a=b%20c")));
            Assert.That(Encoding.UTF8.GetString(call.Body), Is.EqualTo("""{"contacts":["+255712000111"]}"""));
            Assert.That(call.Headers["Authorization"], Is.EqualTo("Bearer token-1"));
            Assert.That(call.Headers["X-Custom"], Is.EqualTo("passed"));
            Assert.That(call.Headers["Host"], Is.EqualTo(_server.Url.Authority));
            Assert.That(call.Headers.Keys, Has.None.AnyOf("WA-API-KEY", "D360-API-KEY", "D360-Api-Key", "Cookie", "X-Forwarded-For"));
            Assert.That(string.Concat(call.Headers.Values), Does.Not.Contain(_key));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("""{"contacts":[]}"""));
            Assert.That(answer.Headers.Contains("X-Their-Own"), Is.False);
            Assert.That(answer.Headers.Contains("Set-Cookie") || answer.Headers.Contains("Keep-Alive"), Is.False);
        }
    }

    [TestCase("GET", "groups", "/v1/groups")]
    [TestCase("GET", "GROUPS/", "/v1/groups")]
    [TestCase("DELETE", "groups/7/participants", "/v1/groups/7/participants")]
    [TestCase("PATCH", "groups/7/admins", "/v1/groups/7/admins")]
    [TestCase("GET", "groups/7/icon?format=link", "/v1/groups/7/icon?format=link")]
    [TestCase("GET", "stickerpacks?namespace=whatsapp", "/v1/stickerpacks?namespace=whatsapp")]
    [TestCase("PATCH", "stickerpacks/1/stickers/0", "/v1/stickerpacks/1/stickers/0")]
    [TestCase("GET", "settings/business/profile", "/v1/settings/business/profile")]
    [TestCase("PATCH", "settings/profile/about", "/v1/settings/profile/about")]
    [TestCase("DELETE", "settings/profile/photo", "/v1/settings/profile/photo")]
    [TestCase("GET", "contacts/255712000111/identity", "/v1/contacts/255712000111/identity")]
    [TestCase("PUT", "messages/wamid.HBg%2FM==", "/v1/messages/wamid.HBg%2FM%3D%3D")]
    [TestCase("DELETE", "media/36c484d1-1283", "/v1/media/36c484d1-1283")]
    public async Task What_the_gateway_adds_nothing_to_is_passed_on(string method, string path, string expected)
    {
        using var answer = await _edge.SendAsync(new HttpMethod(method), $"/whatsapp/v1/{path}", _key, new StringContent("""{"text":"Karibu"}"""));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((_server.Calls.Single().Method, _server.Calls.Single().Path), Is.EqualTo((method, expected)));
    }

    [TestCase("users/login")]
    [TestCase("users")]
    [TestCase("USERS/login")]
    [TestCase("settings/application")]
    [TestCase("settings/business")]
    [TestCase("settings/profile")]
    [TestCase("certificates/external")]
    [TestCase("account")]
    [TestCase("health")]
    [TestCase("stats/app")]
    [TestCase("support")]
    [TestCase("groups/../users/login")]
    [TestCase("groups/%2e%2e/users/login")]
    [TestCase("groups/..%2f..%2fusers/login")]
    [TestCase("groups/..%5cusers")]
    [TestCase("groups/%252e%252e/users")]
    [TestCase("media/..%2fusers%2flogin")]
    [TestCase("media/%252e%252e%252fusers")]
    [TestCase("stickerpacks/../users")]
    [TestCase("contacts/..%2F..%2Fusers%2Flogin%3F/identity")]
    public async Task Nothing_else_reaches_the_server_however_it_is_spelt(string path)
    {
        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" })
        {
            var answer = await RawRequest.SendAsync(
                _edge, $"{method} /whatsapp/v1/{path} HTTP/1.1\nWA-API-KEY: {_key}\nContent-Length: 0");
            Assert.That(answer, Does.Match("^HTTP/1.1 4(03|04|05) "), $"{method} {path}");
        }

        Assert.That(_server.Calls, Is.Empty);
    }

    [Test]
    public async Task Messages_and_configuration_stay_with_the_gateway()
    {
        using var sent = await _edge.PostAsync("/whatsapp/v1/messages", """{"to":"255712000111","type":"text","text":{"body":"x"}}""", _key);
        using var webhook = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/configs/webhook", _key);
        using var unknown = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/groups", "tjk_unknown");
        Assert.That(
            (sent.StatusCode, webhook.StatusCode, unknown.StatusCode),
            Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Unauthorized)));
        Assert.That(_server.Calls, Is.Empty);
    }

    [Test]
    public async Task The_servers_refusal_is_the_clients()
    {
        const string refusal = """{"meta":{"api_status":"stable"},"errors":[{"code":1012,"title":"Group is unknown"}]}""";
        _server.Handler = context =>
        {
            context.Response.StatusCode = 404;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(refusal);
        };
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/groups/7", _key);
        Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.NotFound, refusal)));
    }

    [TestCase(404, null, "", 404)]
    [TestCase(409, "text/html", "<html>no</html>", 409)]
    [TestCase(400, "application/json", """{"foo":1}""", 400)]
    [TestCase(400, "application/json", """{"errors":"x"}""", 400)]
    [TestCase(418, "application/json", "<html>a page</html>", 418)]
    [TestCase(500, "application/json", "null", 502)]
    [TestCase(500, null, "", 502)]
    [TestCase(502, "text/html", "<html>a proxy's page</html>", 502)]
    [TestCase(302, null, "", 502)]
    [TestCase(501, null, "", 501)]
    [TestCase(200, "text/html", "<html>log in first</html>", 502)]
    public async Task What_no_v1_client_would_understand_is_told_in_the_gateways_form(int status, string? type, string body, int told)
    {
        _server.Handler = context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            context.Response.Headers.Location = status == 302 ? "http://10.0.0.1/inside" : "";
            return context.Response.WriteAsync(body);
        };
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/groups", _key);

        Assert.That(answer.Headers.Location, Is.Null);
        await answer.IsGatewayErrorAsync((HttpStatusCode)told, told == 502
            ? "The WhatsApp API is not available; try again."
            : $"The WhatsApp API behind this number refuses this with status {status} and gives no reason.");
    }

    [Test]
    public async Task A_page_that_was_sent_as_a_file_is_one()
    {
        _server.Handler = Page;
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/media/7", _key);
        Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.OK, "<html>a page</html>")));
    }

    [Test]
    public async Task A_file_that_is_not_there_is_not_found_however_the_server_says_it()
    {
        _server.Handler = context =>
        {
            context.Response.StatusCode = 404;
            return Page(context);
        };
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/media/7", _key);
        await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no media with this id");
    }

    [Test]
    public async Task Every_server_has_ids_of_its_own_for_files()
    {
        await using var another = await RecordingServer.StartAsync();
        var (_, key, _) = await _edge.CreateV1ChannelAsync(another.Url);
        var (cloudId, _, cloud) = await _edge.CreateChannelAsync();
        await using (var db = await _edge.OpenOwnAsync())
        {
            await db.NoteUploadedAsync(MediaBook.Rows(cloudId, "5", "image/png", _edge.Clock.GetUtcNow()), CancellationToken.None);
        }

        another.Handler = _server.Handler = context => context.Request.Method == "POST"
            ? Task.Run(() =>
            {
                context.Response.ContentType = "application/json";
                return context.Response.WriteAsync("""{"media":[{"id":"5"}]}""");
            })
            : Page(context);
        foreach (var uploader in new[] { key, _key, key })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/whatsapp/v1/media") { Content = new StringContent("a text") };
            request.Headers.Add("WA-API-KEY", uploader);
            using var upload = await _edge.Http.SendAsync(request);
            Assert.That(upload.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        foreach (var reader in new[] { key, _key })
        {
            using var file = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/media/5", reader);
            Assert.That(file.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        using var message = await _edge.PostAsync(
            "/whatsapp/v1/messages", """{"to":"255712000111","type":"image","image":{"id":"5"}}""", cloud);
        Assert.That(message.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_page_is_no_photo()
    {
        _server.Handler = Page;
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/settings/profile/photo", _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    [Test]
    public async Task A_server_that_is_silent_is_502_before_the_client_gives_up()
    {
        await using var edge = await RunningEdge.StartAsync(("Edge:V1Timeout", "00:00:01"));
        var (_, key, _) = await edge.CreateV1ChannelAsync(_server.Url);
        _server.Handler = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var answer = await edge.SendAsync(HttpMethod.Get, "/v1/groups", key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    [TestCase("", "1")]
    [TestCase("7", "7")]
    public async Task The_servers_limit_says_when_to_come_again(string said, string told)
    {
        _server.Handler = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.ContentType = "application/json";
            context.Response.Headers.RetryAfter = said;
            return context.Response.WriteAsync("""{"errors":[{"code":1015,"title":"Too many requests"}]}""");
        };
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/groups", _key);
        Assert.That(
            ((int)answer.StatusCode, string.Join(',', answer.Headers.GetValues("Retry-After")), await answer.Content.ReadAsStringAsync()),
            Is.EqualTo((429, told, """{"errors":[{"code":1015,"title":"Too many requests"}]}""")));
    }

    [TestCase(429, "", 1015, "Too many requests", "1")]
    [TestCase(429, "30", 1015, "Too many requests", "30")]
    [TestCase(503, "30", 1016, "System overloaded", "30")]
    public async Task A_limit_without_a_reason_is_told_in_the_APIs_form(int status, string said, int code, string title, string told)
    {
        _server.Handler = context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.Headers.RetryAfter = said;
            return context.Response.WriteAsync("{}");
        };
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/groups", _key);
        await answer.IsV1ErrorAsync(
            (HttpStatusCode)status, code, title, $"The WhatsApp API behind this number refuses this with status {status} and gives no reason.");
        Assert.That(string.Join(',', answer.Headers.GetValues("Retry-After")), Is.EqualTo(told));
    }

    [Test]
    public async Task A_server_that_is_away_is_502_in_the_gateways_form()
    {
        var server = await RecordingServer.StartAsync();
        var (_, key, _) = await _edge.CreateV1ChannelAsync(server.Url);
        await server.DisposeAsync();
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/groups", key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    [Test]
    public async Task A_server_that_breaks_off_is_502_too()
    {
        _server.Handler = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/groups", _key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    [Test]
    public async Task Half_an_answer_does_not_look_like_a_whole_one()
    {
        _server.Handler = async context =>
        {
            context.Response.ContentLength = 1_000_000;
            await context.Response.Body.WriteAsync(new byte[100_000]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        Assert.That(
            async () =>
            {
                using var answer = await _edge.SendAsync(HttpMethod.Get, "/whatsapp/v1/media/7", _key);
                await answer.Content.ReadAsByteArrayAsync();
            },
            Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_sent()
    {
        var answer = await RawRequest.SendAsync(
            _edge, $"POST /whatsapp/v1/media HTTP/1.1\nWA-API-KEY: {_key}\nContent-Type: application/pdf\nContent-Length: 104857601");
        Assert.That(answer, Does.StartWith("HTTP/1.1 400 ").And.Contain("The file must have at most 104857600 bytes"));
        Assert.That(_server.Calls, Is.Empty);
    }

    private static Task Page(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<html>a page</html>");
    }
}
