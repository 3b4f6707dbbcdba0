using System.Net;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Every change leaves a line that tells who, what and when, and no secret.</summary>
[Parallelizable]
internal sealed class AdminAuditTests
{
    private RunningEdge _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task Every_change_of_a_channel_is_on_the_trail_newest_first()
    {
        var (channelId, keyId, key) = await _edge.CreateChannelAsync();
        await DoAsync(HttpMethod.Patch, $"/admin/v1/channels/{channelId}", """{"access_token":"top-secret-token","waba_id":"9"}""");
        await DoAsync(HttpMethod.Put, $"/admin/v1/channels/{channelId}/webhook", """{"url":"https://hook.example/x?token=query-secret","headers":{"Authorization":"header-secret"}}""");
        using (await _edge.PostAsync("/v1/configs/webhook", """{"url":"https://other.example/"}""", key))
        {
        }

        await DoAsync(HttpMethod.Delete, $"/admin/v1/channels/{channelId}/webhook");
        await DoAsync(HttpMethod.Post, $"/admin/v1/keys/{keyId}/rotate");
        await DoAsync(HttpMethod.Delete, $"/admin/v1/keys/{keyId}");
        await DoAsync(HttpMethod.Delete, $"/admin/v1/keys/{keyId}");

        var (trail, text) = await ReadAsync($"?channel_id={channelId}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(trail.Select(entry => entry.GetProperty("action").GetString()), Is.EqualTo(
            [
                "key.revoked", "key.rotated", "webhook.removed", "webhook.set", "webhook.set", "channel.updated", "key.created", "channel.created",
            ]));
            Assert.That(trail.Select(entry => entry.GetProperty("actor").GetString()).Distinct(), Is.EquivalentTo(["operator", $"key:{keyId}"]));
            Assert.That(trail[5].GetProperty("details").GetRawText(), Is.EqualTo("""{"access_token":"(set)","waba_id":"9"}"""));
            Assert.That(trail[4].GetProperty("details").GetRawText(), Is.EqualTo("""{"host":"hook.example","headers.Authorization":"(set)"}"""));
            Assert.That(text, Does.Not.Contain("top-secret").And.Not.Contain("query-secret").And.Not.Contain("header-secret"));
            Assert.That(text, Does.Not.Contain(key));
        }
    }

    [Test]
    public async Task What_was_refused_leaves_no_line()
    {
        var (channelId, _, _) = await _edge.CreateChannelAsync();
        var (before, _) = await ReadAsync("");
        using (await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{channelId}", """{"waba_id":7}"""))
        using (await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{channelId}", """{"tenant_id":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"}"""))
        {
        }

        var (after, _) = await ReadAsync("");
        Assert.That(after[0].GetProperty("sequence").GetInt64(), Is.EqualTo(before[0].GetProperty("sequence").GetInt64()));
    }

    [Test]
    public async Task The_operators_name_is_on_the_trail()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/admin/v1/tenants")
        {
            Content = new StringContent("""{"name":"Named"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new("Bearer", RunningEdge.OperatorToken);
        request.Headers.Add("Tujenge-Operator", "asha");
        using var answer = await _edge.Http.SendAsync(request);

        var id = (await answer.ReadJsonAsync()).GetProperty("id").GetString();
        var (trail, _) = await ReadAsync("");
        Assert.That(
            trail.Single(entry => entry.GetProperty("subject").GetString() == id).GetProperty("actor").GetString(),
            Is.EqualTo("operator (asha)"));
    }

    [Test]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        for (var i = 0; i < 5; i++)
        {
            await DoAsync(HttpMethod.Post, "/admin/v1/tenants", $$"""{"name":"Page {{i}}"}""");
        }

        var sequences = new List<long>();
        for (var query = "?limit=2"; ;)
        {
            using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/audit{query}");
            var page = await answer.ReadJsonAsync();
            sequences.AddRange(page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("sequence").GetInt64()));
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null)
            {
                break;
            }

            query = $"?limit=2&before={page.GetProperty("next")}";
        }

        Assert.That(sequences, Is.Unique.And.Ordered.Descending);
        Assert.That(sequences, Has.Count.GreaterThanOrEqualTo(5));
        Assert.That(sequences[^1], Is.EqualTo(1));
    }

    [TestCase("0")]
    [TestCase("201")]
    [TestCase("many")]
    public async Task A_wrong_limit_is_refused(string limit)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/audit?limit={limit}");
        await answer.IsProblemAsync(
            HttpStatusCode.BadRequest, "Bad Request", $"Parameter 'limit' must be a number from 1 to 200, got '{limit}'", "limit");
    }

    private async Task DoAsync(HttpMethod method, string path, string? json = null)
    {
        using var answer = await _edge.AdminAsync(method, path, json);
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{method} {path}");
    }

    private async Task<(JsonElement[] Entries, string Text)> ReadAsync(string query)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/audit{query}");
        var text = await answer.Content.ReadAsStringAsync();
        return ([.. JsonDocument.Parse(text).RootElement.GetProperty("entries").EnumerateArray()], text);
    }
}
