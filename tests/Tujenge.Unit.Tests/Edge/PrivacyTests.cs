using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Keys, tokens, texts and phone numbers must not be in any line of the log, whatever happens.</summary>
[Parallelizable]
internal sealed class PrivacyTests
{
    private const string Number = "255712345678";
    private const string Text = "nobody-else-may-read-this";
    private const string AccessToken = "the-access-token";
    private const string AppSecret = "the-app-secret";
    private const string WebhookSecret = "the-webhooks-secret";

    private RunningEdge _edge = null!;
    private string _key = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (_, _, _key) = await _edge.CreateChannelAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task Nothing_private_is_logged_when_all_goes_well()
    {
        await AskForEverythingAsync();

        Assert.That(_edge.Log.Lines.Select(line => line.EventId), Has.Member(1001), "acceptance is logged");
        NothingPrivateIsLogged();
    }

    [Test]
    public async Task Nothing_private_is_logged_when_the_database_is_away()
    {
        _edge.TakeDatabaseAway();
        await AskForEverythingAsync();

        Assert.That(_edge.Log.Lines.Select(line => line.EventId), Has.Member(1003), "the absence is logged");
        NothingPrivateIsLogged();
    }

    [Test]
    public async Task An_accepted_message_leaves_its_id_and_its_channel_in_the_log()
    {
        var (channelId, _, key) = await _edge.CreateChannelAsync();
        using var answer = await _edge.PostAsync("/v1/messages", Message, key);
        var id = (await answer.ReadJsonAsync()).GetProperty("messages")[0].GetProperty("id").GetString();

        Assert.That(
            _edge.Log.Lines.Single(line => line.EventId == 1001).Line.Trim(),
            Is.EqualTo($"Accepted {id} of channel {channelId}, type text"));
    }

    [Test]
    public async Task No_answer_repeats_the_key_or_the_text()
    {
        string[] answers =
        [
            await BodyAsync(_edge.PostAsync("/v1/messages", Message, _key)),
            await BodyAsync(_edge.PostAsync("/v1/messages", Message, _key + "x")),
            await BodyAsync(_edge.PostAsync("/v1/messages", $$$"""{"to":"{{{Number}}}","text":{"body":"{{{Text}}}"},"type":{}}""", _key)),
            await BodyAsync(_edge.PostAsync("/v1/messages", $$$"""{"to":"{{{Number}}}","text":{"body":"{{{Text}}}" """, _key)),
            await BodyAsync(_edge.PostAsync("/v1/messages", $$"""{"to":"{{Number}}","text":"{{Text}}"}""", _key)),
        ];

        foreach (var answer in answers)
        {
            Assert.That(answer, Does.Not.Contain(_key).And.Not.Contain(Text).And.Not.Contain("   at "));
        }
    }

    private static string Message => $$$"""{"to":"+{{{Number}}}","text":{"body":"{{{Text}}}"}}""";

    private static string Webhook(string header) =>
        $$$"""{"url":"https://client.example/{{{WebhookSecret}}}","headers":{"{{{header}}}":"{{{WebhookSecret}}}"}}""";

    private async Task AskForEverythingAsync()
    {
        const string channel =
            $$"""
            {"phone_number":"{{Number}}","phone_number_id":"1","access_token":"{{AccessToken}}","app_secret":"{{AppSecret}}"}
            """;
        (HttpMethod Method, string Path, string? Json)[] admin =
        [
            (HttpMethod.Post, "/admin/v1/channels", channel),
            (HttpMethod.Post, "/admin/v1/channels", channel), // taken by now
            (HttpMethod.Get, "/admin/v1/channels", null),
            (HttpMethod.Get, $"/admin/v1/{Number}", null),
        ];
        foreach (var (method, path, json) in admin)
        {
            using var answer = await _edge.AdminAsync(method, path, json);
        }

        (string Path, string Json)[] posts =
        [
            ("/v1/messages", Message),
            ("/v1/messages", Message + "}"),
            ($"/v1/messages/{Number}", Message),
            ("/v1/configs/webhook", Webhook("Authorization")),
            ("/v1/configs/webhook", Webhook("Host")), // not allowed
        ];
        foreach (var (path, json) in posts)
        {
            using var good = await _edge.PostAsync(path, json, _key);
            using var bad = await _edge.PostAsync(path, json, "tjk_unknown-key");
        }
    }

    private void NothingPrivateIsLogged()
    {
        string[] secrets =
            [_key, "tjk_", Number, Text, AccessToken, AppSecret, WebhookSecret, RunningEdge.OperatorToken, RunningEdge.MasterKey];
        using (Assert.EnterMultipleScope())
        {
            foreach (var secret in secrets)
            {
                Assert.That(_edge.Log.Lines.Select(line => line.Line), Has.None.Contains(secret));
            }
        }
    }

    private static async Task<string> BodyAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized));
        return await answer.Content.ReadAsStringAsync();
    }
}
