using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Edge.Media.Remembering;

namespace Tujenge.Unit.Tests.Edge.Upstreams;

/// <summary>What clients are told of answers with 200 that are no success, and of successes that edge cannot note.</summary>
[Parallelizable]
internal sealed class GraphAnswersTests
{
    private const string Media = "/v1/media/7";
    private const string Template = "/v1/configs/templates/visit";
    private const string NewTemplate =
        """{"name":"visit","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Hi"}]}""";

    private RecordingServer _graph = null!;
    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = "";

    private static readonly TestCaseData[] Deeds =
    [
        new("DELETE", Media, ""),
        new("DELETE", Template, ""),
        new("POST", "/v1/settings/business/profile", """{"address":"Dar"}"""),
        new("PATCH", "/v1/settings/profile/about", """{"text":"Karibu"}"""),
        new("PUT", "/v1/messages/wamid.A", """{"status":"read"}"""),
    ];

    [SetUp]
    public async Task StartAsync()
    {
        _graph = await RecordingServer.StartAsync();
        _edge = await RunningEdge.StartAsync();
        (_channelId, _, _key) = await _edge.CreateChannelAsync();
        using var changed = await _edge.AdminAsync(
            HttpMethod.Patch, $"/admin/v1/channels/{_channelId}", $$"""{"cloud_base_url":"{{_graph.Url}}","waba_id":"9"}""");
        changed.EnsureSuccessStatusCode();
        await NoteAsync("7");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _graph.DisposeAsync();
    }

    [TestCaseSource(nameof(Deeds))]
    public async Task What_was_done_is_done(string method, string path, string json)
    {
        Answer("""{"success":true}""");
        using var answer = await SendAsync(method, path, json);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
    }

    [TestCaseSource(nameof(Deeds))]
    public async Task An_error_inside_of_a_success_is_an_error(string method, string path, string json)
    {
        Answer("""{"error":{"message":"(#4) Application request limit reached","code":4}}""");
        using var answer = await SendAsync(method, path, json);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("cloud 4: (#4) Application request limit reached"));
    }

    [TestCaseSource(nameof(Deeds))]
    public async Task Nobody_is_told_of_a_success_that_WhatsApp_does_not_tell_of(string method, string path, string json)
    {
        foreach (var words in new[] { "<html>a proxy's page</html>", """{"success":false}""", "{}", "[]" })
        {
            Answer(words);
            using var answer = await SendAsync(method, path, json);
            await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
        }
    }

    [TestCase("POST", "/v1/configs/templates", NewTemplate)]
    [TestCase("GET", "/v1/configs/templates", "")]
    [TestCase("GET", "/v1/settings/business/profile", "")]
    [TestCase("GET", "/v1/settings/profile/about", "")]
    [TestCase("GET", "/v1/settings/profile/photo", "")]
    public async Task Nobody_is_shown_what_WhatsApp_has_not_said(string method, string path, string json)
    {
        foreach (var words in new[] { """{"success":false}""", """{"success":true}""", "{}", "null", """{"id":""}""" })
        {
            Answer(words);
            using var answer = await SendAsync(method, path, json);
            await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
        }
    }

    [TestCase(429, 4, "44", "44")]
    [TestCase(429, 4, null, "1")]
    [TestCase(503, 131016, "20", "20")]
    [TestCase(400, 100, "20", null)]
    public async Task What_Graph_asks_to_wait_is_passed_on(int status, int code, string? given, string? told)
    {
        _graph.Handler = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = given;
            return context.Response.WriteAsync($$$"""{"error":{"message":"no","code":{{{code}}}}}""");
        };
        foreach (var (method, path, json) in new[] { ("GET", "/v1/settings/profile/about", ""), ("POST", "/v1/configs/templates", NewTemplate) })
        {
            using var answer = await SendAsync(method, path, json);
            Assert.That(((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()), Is.EqualTo((status, told)), path);
        }
    }

    [Test]
    public async Task A_limit_without_a_reason_is_a_limit()
    {
        _graph.Handler = context =>
        {
            context.Response.StatusCode = 429;
            return Task.CompletedTask;
        };
        using var answer = await SendAsync("GET", "/v1/settings/profile/about", "");
        await answer.IsV1ErrorAsync(HttpStatusCode.TooManyRequests, 1015, "Too many requests", "The WhatsApp API gives no reason");
    }

    [TestCase(401, 190, 500)]
    [TestCase(429, 80007, 429)]
    [TestCase(403, 10, 403)]
    [TestCase(200, 4, 429)]
    public async Task Why_there_is_no_list_of_templates_is_told(int status, int code, int told)
    {
        _graph.Handler = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync($$$"""{"error":{"message":"no","code":{{{code}}}}}""");
        };
        using var first = await SendAsync("GET", "/v1/configs/templates", "");
        using var second = await SendAsync("GET", "/v1/configs/templates", ""); // Graph is left alone for a while.
        Assert.That(((int)first.StatusCode, (int)second.StatusCode), Is.EqualTo((told, told)));
        Assert.That(await second.Content.ReadAsStringAsync(), Does.Contain($"cloud {code}: no"));
    }

    [TestCase("""{"error":{"message":"no"}}""", "cloud: no")]
    [TestCase("""{"error":{"message":"no","code":0}}""", "cloud 0: no", 500, 1005, "Access denied")]
    public async Task An_error_without_a_code_says_nothing_of_the_token(
        string words, string details, int status = 500, int code = 1000, string title = "Generic error")
    {
        Answer(words);
        using var answer = await SendAsync("PATCH", "/v1/settings/profile/about", """{"text":"Karibu"}""");
        await answer.IsV1ErrorAsync((HttpStatusCode)status, code, title, details);
    }

    [TestCase(200, "text/html", "<html>log in first</html>")]
    [TestCase(200, "application/json", """{"error":{"message":"no","code":190}}""")]
    [TestCase(200, "image/png", "")]
    [TestCase(204, null, "")]
    public async Task What_a_proxy_says_is_no_customers_picture(int status, string? type, string body)
    {
        using var answer = await DownloadAsync("image/png", status, type, body);
        await answer.IsGatewayErrorAsync(HttpStatusCode.BadGateway, "The WhatsApp API is not available; try again.");
    }

    [TestCase("text/html")]
    [TestCase("application/json")]
    public async Task A_page_that_a_customer_has_sent_is_one(string type)
    {
        using var answer = await DownloadAsync(type, 200, type, "[1]");
        Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.OK, "[1]")));
    }

    [TestCase("Media upload error")]
    [TestCase("Unsupported mime type audio/x-unknown")]
    public async Task A_file_that_WhatsApp_cannot_use_is_of_the_wrong_format(string reason)
    {
        Answer($$$"""{"error":{"message":"{{{reason}}}","code":131053}}""");
        using var answer = await _edge.SendAsync(
            HttpMethod.Post, "/v1/media", _key, new ByteArrayContent([0xFF, 0xD8, 0xFF]) { Headers = { ContentType = new("image/jpeg") } });
        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1000, "Generic error", $"cloud 131053: {reason}");
    }

    [Test]
    public async Task Media_that_were_not_deleted_are_still_known()
    {
        await using var db = await _edge.OpenOwnAsync();
        Answer("""{"error":{"message":"no","code":4}}""");
        using var kept = await SendAsync("DELETE", Media, "");
        var owner = (await db.Media.AsNoTracking().SingleAsync()).ChannelId;
        Answer("""{"success":true}""");
        using var deleted = await SendAsync("DELETE", Media, "");
        Assert.That((owner == Guid.Empty, (await db.Media.AsNoTracking().SingleAsync()).ChannelId), Is.EqualTo((false, Guid.Empty)));
    }

    [TestCase("POST", "/v1/configs/templates", NewTemplate)]
    [TestCase("DELETE", Template, "")]
    public async Task What_WhatsApp_has_done_is_told_even_if_it_cannot_be_noted(string method, string path, string json)
    {
        _graph.Handler = context =>
        {
            if (context.Request.Method == method)
            {
                _edge.TakeDatabaseAway();
            }

            return context.Response.WriteAsync("""{"success":true,"id":"1","status":"PENDING","category":"UTILITY","data":[]}""");
        };
        using var answer = await SendAsync(method, path, json);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        Assert.That(_edge.Log.Lines.Select(line => line.EventId), Has.Member(1021));
    }

    [TestCase("POST", "/v1/configs/templates", NewTemplate)]
    [TestCase("DELETE", Template, "")]
    public async Task What_WhatsApp_has_done_is_noted_even_if_the_client_hangs_up(string method, string path, string json)
    {
        await _edge.StoreTemplatesAsync(_graph.Url, "9", "[]");
        using var client = new CancellationTokenSource();
        _graph.Handler = async context =>
        {
            await context.Response.WriteAsync("""{"success":""");
            await context.Response.Body.FlushAsync();
            await client.CancelAsync();
            await context.Response.WriteAsync("""true,"id":"1"}""");
        };

        Assert.That(() => SendAsync(method, path, json, client.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(IsStaleAsync, Is.True.After(10).Seconds.PollEvery(20).MilliSeconds);

        async Task<bool> IsStaleAsync()
        {
            await using var db = await _edge.OpenDirectoryAsync();
            var list = await db.TemplateLists.AsNoTracking().SingleAsync();
            return list.Changes > list.ReadAfter;
        }
    }

    [TestCase("""{"id":"9","name":"Duka","success":true}""")] // an account
    [TestCase("""{"id":"9","url":"https://files.example/9","success":true}""")]
    [TestCase("""{"id":"8","url":"https://files.example/8","mime_type":"image/png","success":true}""")]
    [TestCase("{}")]
    public async Task What_is_no_media_does_not_exist_and_is_not_deleted(string words)
    {
        Answer(words);
        using var read = await SendAsync("GET", "/v1/media/9", "");
        using var deleted = await SendAsync("DELETE", "/v1/media/9", "");
        await read.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no media with this id");
        await deleted.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no media with this id");
        Assert.That(_graph.Calls.Select(call => call.Method), Is.EqualTo(new[] { "GET", "GET" }));
        Assert.That(_graph.Calls.Select(call => call.Path), Is.All.Contain("/9?phone_number_id=id-"));
    }

    [Test]
    public async Task Media_that_are_not_known_here_are_deleted_once_Graph_says_that_they_are_media()
    {
        Answer("""{"id":"9","url":"https://files.example/9","mime_type":"image/png","success":true}""");
        using var deleted = await SendAsync("DELETE", "/v1/media/9", "");
        using var known = await SendAsync("DELETE", Media, "");
        Assert.That((deleted.StatusCode, known.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        Assert.That(_graph.Calls.Select(call => call.Method), Is.EqualTo(new[] { "GET", "DELETE", "DELETE" }));
    }

    private Task<HttpResponseMessage> DownloadAsync(string mimeType, int status, string? type, string body)
    {
        _graph.Handler = context =>
        {
            if (context.Request.Path.Value!.EndsWith("/7", StringComparison.Ordinal))
            {
                return context.Response.WriteAsync($$"""{"id":"7","url":"{{_graph.Url}}/file","mime_type":"{{mimeType}}"}""");
            }

            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            context.Response.ContentLength = status == 204 ? null : body.Length;
            return body is "" ? Task.CompletedTask : context.Response.WriteAsync(body);
        };
        return SendAsync("GET", Media, "");
    }

    private async Task NoteAsync(string id)
    {
        await using var db = await _edge.OpenOwnAsync();
        await db.NoteUploadedAsync(
            [new KnownMedia { Id = id, ChannelId = _channelId, MimeType = "image/png", UploadedAt = _edge.Clock.GetUtcNow() }],
            CancellationToken.None);
    }

    private void Answer(string words) => _graph.Handler = context => context.Response.WriteAsync(words);

    private Task<HttpResponseMessage> SendAsync(string method, string path, string json, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = json is "" ? null : new StringContent(json, Encoding.UTF8, "application/json"),
            Headers = { { "WA-API-KEY", _key } },
        };
        return _edge.Http.SendAsync(request, cancellationToken);
    }
}
