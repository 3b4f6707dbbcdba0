using System.Net;
using System.Text;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class SendMessageTests
{
    private const int MostBytes = 2048;
    private static long _lastRecipient = 255_712_000_000;

    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync(("Edge:MaxBodyBytes", $"{MostBytes}"));
        (_channelId, _, _key) = await _edge.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task An_accepted_message_is_answered_with_its_recipient_and_its_id()
    {
        using var answer = await PostAsync("""{"to":"+255 712 000 111","type":"text","text":{"body":"hi"}}""");
        var body = await answer.Content.ReadAsStringAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
            Assert.That(body, Does.Match(
                """
                ^\{"contacts":\[\{"input":"\+255 712 000 111","wa_id":"255712000111"\}\],"messages":\[\{"id":"gBEG[0-9A-F]{32}"\}\],"meta":\{"api_status":"stable","version":"2\.53\.1","forecast":\{"leaves_timestamp":"\d{10}","window":"unknown"\}\}\}$
                """));
        }
    }

    /// <summary>COURIER reads the id without a look at the status (whatsapp-v1-api, section 14).</summary>
    [TestCase("/v1/messages", """{"to":"255712000111","text":{"body":"hi"}}""", true)]
    [TestCase("/v1/messages", """{"to":"255712000111","text":{"body":""}}""", false)]
    [TestCase("/v1/messages", "[]", false)]
    [TestCase("/v1/messages", """{"to":"255712000111","type":"image","image":{}}""", false)]
    [TestCase("/v1/message", """{"to":"255712000111","text":{"body":"hi"}}""", false)]
    public async Task Who_reads_the_id_without_the_status_finds_one_only_where_a_message_was_accepted(string path, string json, bool isAccepted)
    {
        using var answer = await _edge.PostAsync(path, json, _key);
        using var withoutKey = await _edge.PostAsync(path, json, key: null);

        Assert.That(await HasIdAsync(answer), Is.EqualTo(isAccepted));
        Assert.That(await HasIdAsync(withoutKey), Is.False);

        static async Task<bool> HasIdAsync(HttpResponseMessage answer) =>
            (await answer.ReadJsonAsync()).TryGetProperty("messages", out var messages)
            && messages.GetArrayLength() > 0
            && messages[0].GetProperty("id").GetString() is { Length: > 0 };
    }

    [Test]
    public async Task The_sender_gets_what_was_accepted_under_the_id_that_was_answered()
    {
        var recipient = NewRecipient();
        var id = await AcceptedAsync($$$"""{"to":"+{{{recipient}}}","text":{"body":"Habari é 👍"},"preview_url":false}""");
        var command = await SentToAsync(recipient);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(command.MessageId, Is.EqualTo(id));
            Assert.That(command.ChannelId, Is.EqualTo(_channelId));
            Assert.That(command.AcceptedAt, Is.EqualTo(DateTimeOffset.UtcNow).Within(10).Seconds);
            using var body = System.Text.Json.JsonDocument.Parse(command.Body.Utf8);
            Assert.That(body.RootElement.GetProperty("to").GetString(), Is.EqualTo(recipient));
            Assert.That(body.RootElement.GetProperty("recipient_type").GetString(), Is.EqualTo("individual"));
            Assert.That(body.RootElement.GetProperty("type").GetString(), Is.EqualTo("text"));
            Assert.That(body.RootElement.GetProperty("text").GetProperty("body").GetString(), Is.EqualTo("Habari é 👍"));
        }
    }

    [Test]
    public async Task A_template_is_accepted_too()
    {
        var recipient = NewRecipient();
        await AcceptedAsync(
            $$$"""
            {"to":"{{{recipient}}}","type":"template","template":{"namespace":"n","name":"order_ready","language":{"policy":"fallback","code":"sw"},
             "components":[{"type":"body","parameters":[{"type":"text","text":"Asha"}]}]}}
            """);

        Assert.That((await SentToAsync(recipient)).Body.ToString(), Does.EndWith(
            """
            "template":{"namespace":"n","name":"order_ready","language":{"policy":"deterministic","code":"sw"},"components":[{"type":"body","parameters":[{"type":"text","text":"Asha"}]}]}}
            """));
    }

    [Test]
    public async Task Ids_come_in_the_order_of_acceptance()
    {
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await AcceptedAsync(Text(NewRecipient())));
            await Task.Yield();
        }

        // Within a millisecond chance decides; the time is in the first twelve digits.
        Assert.That(ids.Select(id => id[..16]), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(ids, Is.Unique);
    }

    [TestCase("/v1/messages/")]
    [TestCase("/V1/Messages")]
    [TestCase("/v1/messages?x=1")]
    public async Task The_path_may_be_written_like_this(string path)
    {
        using var answer = await _edge.PostAsync(path, Text(NewRecipient()), _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [TestCase("application/json")]
    [TestCase("application/json; charset=utf-8")]
    [TestCase("APPLICATION/JSON")]
    [TestCase("application/vnd.client+json")]
    [TestCase(null)]
    public async Task Json_may_be_announced_like_this(string? contentType)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/messages", _key, Content(Text(NewRecipient()), contentType));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data; boundary=x")]
    [TestCase("application/jsonp")]
    [TestCase("json")]
    public async Task Anything_but_json_is_refused(string contentType)
    {
        await ChangesNothingAsync(async recipient =>
        {
            using var content = Content(Text(recipient), contentType);
            using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/messages", _key, content);
            await answer.IsGatewayErrorAsync(HttpStatusCode.UnsupportedMediaType, "Content-Type must be application/json.");
        });
    }

    [Test]
    public async Task A_byte_order_mark_is_forgiven() => await AcceptedAsync("\uFEFF" + Text(NewRecipient()));

    [TestCase("{", "The body is not valid JSON")]
    [TestCase("""{"to":"255712000111","text":{"body":"hi"}""", "The body is not valid JSON")]
    [TestCase("""{"to":"255712000111","to":"255712000222","text":{"body":"hi"}}""", "The body is not valid JSON")]
    [TestCase("to=255712000111", "The body is not valid JSON")]
    [TestCase("", "The body is empty; a JSON object is expected")]
    [TestCase("[]", "The body must be a JSON object, got an array")]
    public async Task Malformed_json_is_an_invalid_request(string json, string details)
    {
        using var answer = await PostAsync(json);
        var error = (await answer.ReadJsonAsync()).GetProperty("errors")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(1025));
            Assert.That(error.GetProperty("title").GetString(), Is.EqualTo("Invalid request"));
            Assert.That(error.GetProperty("details").GetString(), Does.StartWith(details));
        }
    }

    [Test]
    public async Task Bytes_that_are_no_text_are_an_invalid_request()
    {
        using var content = new ByteArrayContent([.. "{\"to\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/messages", _key, content);
        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, 1025, "Invalid request", "The body is not valid UTF-8");
    }

    [TestCase("""{"to":255712000111,"text":{"body":"hi"}}""", 1025, "Invalid request", "Parameter 'to' must be a string, got a number")]
    [TestCase("""{"text":{"body":"hi"}}""", 1008, "Required parameter is missing", "Parameter 'to' is absent")]
    [TestCase("""{"to":"255712000111","text":{"body":""}}""", 1009, "Parameter value is not valid", "Parameter 'text.body' must have 1 to 4096 characters, got 0")]
    [TestCase("""{"to":"255712000111","recipient_type":"herd"}""", 1002, "Invalid recipient type", "Parameter 'recipient_type' must be individual or group, got 'herd'")]
    public async Task A_broken_rule_is_named_in_v1s_words(string json, int code, string title, string details)
    {
        using var answer = await PostAsync(json);
        await answer.IsV1ErrorAsync(HttpStatusCode.BadRequest, code, title, details);
    }

    [Test]
    public async Task What_was_refused_is_not_sent() => await ChangesNothingAsync(async recipient =>
    {
        using var answer = await PostAsync($$$"""{"to":"{{{recipient}}}","text":{"body":7}}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    });

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_body_over_the_limit_is_refused(bool chunked) => await ChangesNothingAsync(async recipient =>
    {
        using var answer = await PostSizedAsync(recipient, MostBytes + 1, chunked);
        await answer.IsGatewayErrorAsync(HttpStatusCode.RequestEntityTooLarge, $"The body must have at most 2048 bytes{(chunked ? "" : ", got 2049")}.");
    });

    [TestCase(MostBytes, false)]
    [TestCase(MostBytes - 64, true)] // what stands between the chunks counts too
    public async Task A_body_at_the_limit_is_accepted(int bytes, bool chunked)
    {
        using var answer = await PostSizedAsync(NewRecipient(), bytes, chunked);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_body_that_ends_early_is_not_sent() => await ChangesNothingAsync(async recipient =>
    {
        var body = Text(recipient);
        await RawRequest.SendAsync(
            _edge, $"POST /v1/messages HTTP/1.1\nWA-API-KEY: {_key}\nContent-Length: {body.Length + 1}", body, hangUp: true);
    });

    /// <summary>Runs the attempt, then sends a message behind it, which must be the only one to arrive.</summary>
    private async Task ChangesNothingAsync(Func<string, Task> attempt)
    {
        var recipient = NewRecipient();
        await attempt(recipient);
        var id = await AcceptedAsync(Text(recipient));

        Assert.That((await SentToAsync(recipient)).MessageId, Is.EqualTo(id));
    }

    private Task<SendMessage> SentToAsync(string recipient) => Eventually.GetAsync(
        () => Task.FromResult(_edge.Sent.Where(command => command.Recipient == recipient).ToArray()),
        sent => sent.Length > 0,
        $"a message to {recipient}").ContinueWith(sent => sent.Result.First(), TaskScheduler.Default);

    private Task<HttpResponseMessage> PostAsync(string json) => _edge.PostAsync("/v1/messages", json, _key);

    private async Task<string> AcceptedAsync(string json)
    {
        using var answer = await PostAsync(json);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return (await answer.ReadJsonAsync()).GetProperty("messages")[0].GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> PostSizedAsync(string recipient, int bytes, bool chunked)
    {
        var json = Text(recipient);
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages")
        {
            Content = Content(json + new string(' ', bytes - json.Length), "application/json"),
        };
        request.Headers.Add("WA-API-KEY", _key);
        request.Headers.TransferEncodingChunked = chunked;
        return await _edge.Http.SendAsync(request);
    }

    private static ByteArrayContent Content(string json, string? contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }

    private static string Text(string recipient) => $$$"""{"to":"{{{recipient}}}","text":{"body":"hi"}}""";

    private static string NewRecipient() => $"{Interlocked.Increment(ref _lastRecipient)}";
}
