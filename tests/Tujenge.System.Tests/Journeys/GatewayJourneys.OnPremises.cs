using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing;

namespace Tujenge.SystemTests.Journeys;

/// <summary>The same product, with a v1 server behind the number.</summary>
public abstract partial class GatewayJourneys
{
    private const string V1Number = "onprem-1";

    [Test]
    public async Task V1_a_customer_writes_gets_an_answer_reads_it_and_replies()
    {
        var phone = Gateway.NewPhone();
        var question = Gateway.NewText("Is order 7 ready?");
        await _gateway.WriteAsync(phone, question, V1Number);
        var id = await _gateway.SendTextAsync("+" + phone, Gateway.NewText("Yes, come by"), key: _gateway.V1ApiKey);
        await _gateway.WaitForStatusAsync(id, "sent");
        await _gateway.WaitForStatusAsync(id, "delivered");
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/read");
        var read = await _gateway.WaitForStatusAsync(id, "read");
        var text = Gateway.NewText("this one");
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/quote", new { text, to = V1Number });
        var reply = await Eventually.GetAsync(
            () => Task.FromResult(_gateway.MessagesAtWebhook().FirstOrDefault(message =>
                message.TryGetProperty("text", out var body) && body.GetProperty("body").GetString() == text)),
            message => message.ValueKind == JsonValueKind.Object,
            "the reply at the webhook");
        var log = await Eventually.GetAsync(
            async () => (await _gateway.AdminAsync(HttpMethod.Get, $"messages/{id}")).GetProperty("state").GetString(),
            state => state == "read",
            "the log to follow");

        var first = _gateway.MessagesAtWebhook().First(message => message.GetProperty("from").GetString() == phone);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.GetProperty("id").GetString(), Does.StartWith("ABGG"));
            Assert.That(first.GetProperty("text").GetProperty("body").GetString(), Is.EqualTo(question));
            Assert.That(read.GetProperty("recipient_id").GetString(), Is.EqualTo(phone));
            Assert.That(read.GetProperty("type").GetString(), Is.EqualTo("message"));
            Assert.That(reply.GetProperty("context").GetProperty("id").GetString(), Is.EqualTo(id), "quoted by our id");
            Assert.That(log, Is.EqualTo("read"));
        }
    }

    [Test]
    public async Task V1_statuses_that_overtake_the_answer_find_their_messages()
    {
        var phones = Enumerable.Range(0, 10).Select(_ => Gateway.NewPhone()).ToArray();
        await Task.WhenAll(phones.Select(phone => _gateway.WriteAsync(phone, Gateway.NewText("open"), V1Number)));
        await _gateway.SimulateAsync(HttpMethod.Put, "faults", new { duplicate_rate = 0.3, reorder = true, overtake = true });
        var ids = await Task.WhenAll(phones.SelectMany(phone => new[] { phone, phone })
            .Select(phone => _gateway.SendTextAsync(phone, Gateway.NewText("overtaken"), key: _gateway.V1ApiKey)));
        foreach (var id in ids)
        {
            await _gateway.WaitForStatusAsync(id, "sent");
            await _gateway.WaitForStatusAsync(id, "delivered");
        }

        await _gateway.SimulateAsync(HttpMethod.Put, "faults", new { });
        var statuses = _gateway.StatusesAtWebhook().Where(status => ids.Contains(status.MessageId)).ToArray();
        Assert.That(statuses.Select(status => status.EventId).Distinct().Count(), Is.EqualTo(ids.Length * 2), "each told once");
        Assert.That(
            _gateway.StatusesAtWebhook().Where(status => phones.Contains(status.Json.GetProperty("recipient_id").GetString())).Select(status => status.MessageId),
            Is.All.StartWith("gBEG"),
            "nothing under the server's id");
    }

    [Test]
    public async Task V1_statuses_of_members_that_overtake_the_answer_find_the_message_to_their_group()
    {
        using var created = await _gateway.CallAsync(
            HttpMethod.Post, "groups", _gateway.V1ApiKey, new StringContent("""{"subject":"Duka"}""", Encoding.UTF8, "application/json"));
        var group = JsonDocument.Parse(await created.Content.ReadAsStringAsync()).RootElement.GetProperty("groups")[0].GetProperty("id").GetString()!;
        await _gateway.SimulateAsync(HttpMethod.Put, "faults", new { overtake = true });
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(async i =>
        {
            var message = new { recipient_type = "group", to = group, type = "text", text = new { body = $"number {i}" } };
            using var answer = await _gateway.CallAsync(HttpMethod.Post, "messages", _gateway.V1ApiKey, JsonContent.Create(message));
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("messages")[0].GetProperty("id").GetString()!;
        }));
        foreach (var id in ids)
        {
            await _gateway.WaitForStatusAsync(id, "sent");
            await _gateway.WaitForStatusAsync(id, "delivered");
        }

        await _gateway.SimulateAsync(HttpMethod.Put, "faults", new { });
        Assert.That(
            _gateway.StatusesAtWebhook().Where(status => status.Json.GetProperty("recipient_id").GetString() == group).Select(status => status.MessageId),
            Is.All.StartWith("gBEG"),
            "nothing under the server's id");
    }

    [Test]
    public async Task V1_a_token_that_ends_is_replaced_without_anybody_noticing()
    {
        var phone = Gateway.NewPhone();
        await _gateway.WriteAsync(phone, Gateway.NewText("hello"), V1Number);
        for (var i = 0; i < 3; i++)
        {
            // A changed login ends the tokens that there are.
            await _gateway.SimulateAsync(HttpMethod.Put, $"numbers/{V1Number}", new { token_seconds = 3600 + i });
            var id = await _gateway.SendTextAsync(phone, Gateway.NewText($"number {i}"), key: _gateway.V1ApiKey);
            await _gateway.WaitForStatusAsync(id, "delivered");
            using var groups = await _gateway.CallAsync(HttpMethod.Get, "groups", _gateway.V1ApiKey);
            Assert.That(groups.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task V1_a_recipient_without_WhatsApp_fails_as_the_server_says()
    {
        var phone = Gateway.NewPhone();
        await _gateway.WriteAsync(phone, Gateway.NewText("hello"), V1Number);
        await _gateway.SimulateAsync(HttpMethod.Put, $"phones/{phone}", new { exists = false });
        var id = await _gateway.SendTextAsync(phone, Gateway.NewText("anyone?"), key: _gateway.V1ApiKey);
        var failed = await _gateway.WaitForStatusAsync(id, "failed");
        Assert.That(failed.GetProperty("errors")[0].GetProperty("code").GetInt32(), Is.EqualTo(1013));
    }

    [Test]
    public async Task V1_files_and_groups_pass_through()
    {
        byte[] file = [0xFF, 0xD8, 0xFF, .. Guid.NewGuid().ToByteArray()];
        using var upload = await _gateway.CallAsync(
            HttpMethod.Post, "media", _gateway.V1ApiKey, new ByteArrayContent(file) { Headers = { ContentType = new("image/jpeg") } });
        var media = JsonDocument.Parse(await upload.Content.ReadAsStringAsync()).RootElement.GetProperty("media")[0].GetProperty("id").GetString();
        using var download = await _gateway.CallAsync(HttpMethod.Get, $"media/{media}", _gateway.V1ApiKey);
        Assert.That(await download.Content.ReadAsByteArrayAsync(), Is.EqualTo(file));

        using var created = await _gateway.CallAsync(
            HttpMethod.Post, "groups", _gateway.V1ApiKey, new StringContent("""{"subject":"Duka"}""", Encoding.UTF8, "application/json"));
        var group = JsonDocument.Parse(await created.Content.ReadAsStringAsync()).RootElement.GetProperty("groups")[0].GetProperty("id").GetString();
        using var shown = await _gateway.CallAsync(HttpMethod.Get, $"groups/{group}", _gateway.V1ApiKey);
        Assert.That(await shown.Content.ReadAsStringAsync(), Does.Contain("Duka"));
    }

    [Test]
    public async Task V1_a_template_is_handed_in_listed_sent_and_deleted()
    {
        var name = $"t_{Guid.NewGuid():N}";
        using var created = await CallAsync(
            HttpMethod.Post,
            "configs/templates",
            $$$"""{"name":"{{{name}}}","language":"sw","category":"UTILITY","components":[{"type":"BODY","text":"Habari {{1}}"}]}""");
        using var listed = await CallAsync(HttpMethod.Get, $$"""configs/templates?limit=1&filters={"name":"{{name}}"}""");
        var phone = Gateway.NewPhone();
        using var sent = await CallAsync(
            HttpMethod.Post,
            "messages",
            $$$"""{"to":"{{{phone}}}","type":"template","template":{"name":"{{{name}}}","language":{"code":"sw"},"components":[{"type":"body","parameters":[{"type":"text","text":"Asha"}]}]}}""");
        var id = JsonDocument.Parse(await sent.Content.ReadAsStringAsync()).RootElement.GetProperty("messages")[0].GetProperty("id").GetString()!;
        await _gateway.WaitForStatusAsync(id, "delivered");
        using var deleted = await CallAsync(HttpMethod.Delete, $"configs/templates/{name}");
        using var again = await CallAsync(HttpMethod.Delete, $"configs/templates/{name}");

        var templates = JsonDocument.Parse(await listed.Content.ReadAsStringAsync()).RootElement.GetProperty("waba_templates");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(templates.EnumerateArray().Select(template => template.GetProperty("status").GetString()), Is.EqualTo(["approved"]));
            Assert.That((deleted.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotFound)));
        }

        Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, string? json = null) => _gateway.CallAsync(
            method, path, _gateway.V1ApiKey, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));
    }

    [Test]
    public async Task V1_a_callback_to_an_unknown_address_is_404_and_one_that_is_too_large_413()
    {
        using var unknown = await _gateway.PostV1CallbackAsync("somebody-elses-token", """{"messages":[]}""");
        using var large = await _gateway.PostV1CallbackAsync(_gateway.V1CallbackToken, new string(' ', (3 * 1024 * 1024) + 1));
        using var empty = await _gateway.PostV1CallbackAsync(_gateway.V1CallbackToken, "{}");
        Assert.That(
            (unknown.StatusCode, large.StatusCode, empty.StatusCode),
            Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.OK)));
    }

    [Test]
    public async Task V1_a_status_of_a_message_that_did_not_come_through_us_keeps_its_id()
    {
        var id = $"gBGG{Guid.NewGuid():N}";
        using var taken = await _gateway.PostV1CallbackAsync(
            _gateway.V1CallbackToken,
            $$$"""{"statuses":[{"id":"{{{id}}}","recipient_id":"{{{Gateway.NewPhone()}}}","status":"delivered","timestamp":"1718000000"}]}""");
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await _gateway.WaitForStatusAsync(id, "delivered");
    }
}
