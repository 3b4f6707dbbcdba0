using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing;
using Tujenge.Testing.Privacy;

namespace Tujenge.SystemTests.Journeys;

/// <summary>What users do with the product, through HTTP only. Walked through in every form that the product runs in.</summary>
public abstract partial class GatewayJourneys
{
    private Gateway _gateway = null!;

    private protected Gateway Running => _gateway;

    private protected abstract Gateway Create();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = Create();
        await _gateway.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task A_customer_writes_gets_an_answer_and_reads_it()
    {
        var phone = Gateway.NewPhone();
        var question = Gateway.NewText("Is order 7 ready?");
        await _gateway.WriteAsync(phone, question);
        var id = await _gateway.SendTextAsync("+" + phone, Gateway.NewText("Yes, come by"));
        await _gateway.WaitForStatusAsync(id, "sent");
        await _gateway.WaitForStatusAsync(id, "delivered");
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/read");
        var read = await _gateway.WaitForStatusAsync(id, "read");

        var message = _gateway.MessagesAtWebhook().Single(message => message.GetProperty("from").GetString() == phone);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.GetProperty("type").GetString(), Is.EqualTo("text"));
            Assert.That(message.GetProperty("text").GetProperty("body").GetString(), Is.EqualTo(question));
            Assert.That(read.GetProperty("recipient_id").GetString(), Is.EqualTo(phone));
            Assert.That(_gateway.Webhook.Calls.Select(call => call.Headers["Authorization"]), Has.All.StartWith("header-"));
        }
    }

    [Test]
    public async Task How_WhatsApp_writes_a_number_is_known_once_a_message_was_sent_to_it()
    {
        var waId = $"55118{Gateway.NewPhone()[^7..]}"; // In Brazil, without the ninth digit.
        var asked = waId.Insert(4, "9");
        PrivateValues.Add(waId, "customer's number");
        PrivateValues.Add(asked, "customer's number");
        await _gateway.SimulateAsync(HttpMethod.Put, $"phones/{waId}", new { exists = true });
        Assert.That(await _gateway.CheckContactAsync($"+{asked}"), Is.EqualTo(asked), "nothing is known yet");

        await _gateway.WriteAsync(waId, Gateway.NewText("Oi"));
        await _gateway.WaitForStatusAsync(await _gateway.SendTextAsync(asked, Gateway.NewText("Bom dia")), "sent");
        await Eventually.HoldsAsync(async () => await _gateway.CheckContactAsync($"+{asked}") == waId, "the contact check knows");

        using var answer = await _gateway.PostMessageAsync(asked, Gateway.NewText("Tudo bem?"));
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.That(body.RootElement.GetProperty("contacts")[0].GetProperty("wa_id").GetString(), Is.EqualTo(waId), "and so does the answer");
    }

    [Test]
    public async Task A_file_is_taken_and_given_back()
    {
        byte[] pdf = [.. "%PDF-1.7 "u8, .. Guid.NewGuid().ToByteArray()];
        using var content = new ByteArrayContent(pdf);
        content.Headers.ContentType = new("application/pdf");
        using var answer = await _gateway.CallAsync(HttpMethod.Get, $"media/{await _gateway.UploadAsync(content)}", _gateway.ApiKey);
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(pdf));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
    }

    [TestCase("image", """{"link":"https://files.example/p.jpg","caption":"c"}""", "image", """{"link":"https://files.example/p.jpg","caption":"c"}""")]
    [TestCase("audio", """{"id":"1"}""", "audio", """{"id":"1"}""")]
    [TestCase("video", """{"id":"1"}""", "video", """{"id":"1"}""")]
    [TestCase("document", """{"id":"1","filename":"f"}""", "document", """{"id":"1","filename":"f"}""")]
    [TestCase("sticker", """{"id":"1"}""", "sticker", """{"id":"1"}""")]
    [TestCase("location", """{"latitude":"-6.7920","longitude":39.2}""", "location", """{"latitude":-6.7920,"longitude":39.2}""")]
    [TestCase("contacts", """{"name":{"formatted_name":"A"},"ims":["x"]}""", "contacts", """[{"name":{"formatted_name":"A"}}]""")]
    [TestCase("reaction", """{"message_id":"wamid.x","emoji":""}""", "reaction", """{"message_id":"wamid.x","emoji":""}""")]
    [TestCase("interactive", """{"type":"product","action":"{\"catalog_id\":\"c\",\"product_retailer_id\":\"p\"}"}""", "interactive", """{"type":"product","action":{"catalog_id":"c","product_retailer_id":"p"}}""")]
    [TestCase("interactive", """{"type":"flow","action":{"name":"flow"}}""", "interactive", """{"type":"flow","action":{"name":"flow"}}""")]
    [TestCase("hsm", """{"namespace":"ns","element_name":"hello_world","language":{"policy":"fallback","code":"en_US"}}""", "template", """{"name":"hello_world","language":{"code":"en_US","policy":"deterministic"}}""")]
    public async Task A_message_of_any_type_reaches_the_phone(string type, string contents, string arrivingType, string arriving)
    {
        var phone = Gateway.NewPhone();
        await _gateway.WriteAsync(phone, Gateway.NewText("hello"));
        var (id, warnings) = await _gateway.PostAcceptedAsync(
            $$"""{"to":"{{phone}}","type":"{{type}}","ttl":"60","{{type}}":{{contents}}}""");
        await _gateway.WaitForStatusAsync(id, "delivered");

        var message = (await _gateway.SimulateAsync(HttpMethod.Get, $"phones/{phone}")).GetProperty("messages").EnumerateArray().Last();
        var logged = await _gateway.AdminAsync(HttpMethod.Get, $"messages/{id}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.GetProperty("type").GetString(), Is.EqualTo(arrivingType));
            Assert.That(message.GetProperty("contents").GetRawText(), Is.EqualTo(arriving));
            Assert.That(warnings, Has.Some.StartWith("Parameter 'ttl' has no effect"));
            Assert.That(logged.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()), Is.EqualTo(warnings));
        }
    }

    [Test]
    public async Task A_quote_names_our_message_by_our_id()
    {
        var phone = Gateway.NewPhone();
        await _gateway.WriteAsync(phone, Gateway.NewText("hello"));
        var id = await _gateway.SendTextAsync(phone, Gateway.NewText("which one?"));
        await _gateway.WaitForStatusAsync(id, "delivered");
        var text = Gateway.NewText("this one");
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/quote", new { text });

        var quote = await Eventually.GetAsync(
            () => Task.FromResult(_gateway.MessagesAtWebhook().FirstOrDefault(message =>
                message.TryGetProperty("text", out var body) && body.GetProperty("body").GetString() == text)),
            message => message.ValueKind == JsonValueKind.Object,
            "the quote at the webhook");
        Assert.That(quote.GetProperty("context").GetProperty("id").GetString(), Is.EqualTo(id));
    }

    [Test]
    public async Task Two_hundred_messages_to_twenty_recipients_are_each_sent_once_in_order_with_600_statuses()
    {
        const int recipients = 20;
        const int each = 10;
        var phones = Enumerable.Range(0, recipients).Select(_ => Gateway.NewPhone()).ToArray();
        foreach (var phone in phones)
        {
            await _gateway.SimulateAsync(HttpMethod.Put, $"phones/{phone}", new { auto_read = true });
        }

        await Task.WhenAll(phones.Select(phone => _gateway.WriteAsync(phone, Gateway.NewText("open"))));
        await _gateway.SimulateAsync(HttpMethod.Put, "faults", new { duplicate_rate = 0.2, reorder = true, overtake = true });

        // Each recipient's messages one after the other, all recipients at once: as a client would.
        var ids = await Task.WhenAll(phones.Select(async phone =>
        {
            var sent = new List<string>();
            for (var i = 0; i < each; i++)
            {
                sent.Add(await _gateway.SendTextAsync(phone, Gateway.NewText($"number {i}")));
            }

            return sent;
        }));
        var all = ids.SelectMany(list => list).ToHashSet();
        await Eventually.HoldsAsync(
            () => Task.FromResult(DistinctStatuses(all).Length >= recipients * each * 3),
            "600 statuses at the webhook",
            TimeSpan.FromSeconds(60));
        await _gateway.SimulateAsync(HttpMethod.Put, "faults", new { });

        for (var i = 0; i < recipients; i++)
        {
            var calls = await _gateway.SendCallsAsync(phones[i]);
            Assert.That(
                calls.Select(call => call.GetProperty("biz_opaque_callback_data").GetString()),
                Is.EqualTo(ids[i]),
                "every message once, in the order in which it was accepted");
        }

        var statuses = _gateway.StatusesAtWebhook().Where(status => all.Contains(status.MessageId)).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(DistinctStatuses(all), Has.Length.EqualTo(600));
            Assert.That(statuses.Select(status => status.EventId).Distinct().Count(), Is.EqualTo(600), "one event id for each");
            Assert.That(statuses.Select(status => status.Status).Distinct(), Is.EquivalentTo(new[] { "sent", "delivered", "read" }));
        }
    }

    [Test]
    public async Task A_reply_posted_by_the_webhooks_own_handler_never_gets_a_470()
    {
        var phones = Enumerable.Range(0, 20).Select(_ => Gateway.NewPhone()).ToHashSet();
        var replies = new ConcurrentDictionary<string, string>();
        var text = Gateway.NewText("at once");
        _gateway.Webhook.Handler = async call =>
        {
            if (call.Json.TryGetProperty("messages", out var messages)
                && messages[0].GetProperty("from").GetString() is { } from
                && phones.Contains(from))
            {
                replies[from] = await _gateway.SendTextAsync(from, text);
            }

            return 200;
        };
        await Task.WhenAll(phones.Select(phone => _gateway.WriteAsync(phone, Gateway.NewText("anyone there?"))));
        await Eventually.HoldsAsync(() => Task.FromResult(replies.Count == phones.Count), "all replies to be accepted");

        foreach (var id in replies.Values)
        {
            await _gateway.WaitForStatusAsync(id, "delivered");
        }

        var failed = _gateway.StatusesAtWebhook().Where(status => replies.Values.Contains(status.MessageId) && status.Status == "failed");
        Assert.That(failed, Is.Empty);
        _gateway.Webhook.Handler = _ => Task.FromResult(200);
    }

    [Test]
    public async Task A_text_outside_the_window_gets_a_failed_callback_with_470_in_the_clients_trace_and_no_call_is_made()
    {
        var phone = Gateway.NewPhone();
        await CloseWindowAsync(phone);
        var traceId = ActivityTraceId.CreateRandom().ToHexString();

        var id = await _gateway.SendTextAsync(phone, Gateway.NewText("too late"), $"00-{traceId}-00f067aa0ba902b7-01");
        var failed = await _gateway.WaitForStatusAsync(id, "failed");

        var call = _gateway.Webhook.Calls.Single(call => call.Body.Contains(id, StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.GetProperty("errors")[0].GetProperty("code").GetInt32(), Is.EqualTo(470));
            Assert.That(await _gateway.SendCallsAsync(phone), Is.Empty);
            Assert.That(call.Headers["traceparent"], Does.Contain(traceId), "one trace from the POST to the webhook");
        }
    }

    [Test]
    public async Task An_event_that_the_webhook_refuses_comes_again_under_the_same_id()
    {
        var phone = Gateway.NewPhone();
        var refused = 0;
        _gateway.Webhook.Handler = call => Task.FromResult(
            call.Body.Contains(phone, StringComparison.Ordinal) && Interlocked.Increment(ref refused) <= 2 ? 500 : 200);
        await _gateway.SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", new { text = Gateway.NewText("again"), to = _gateway.PhoneNumberId });

        await Eventually.HoldsAsync(() => Task.FromResult(Calls().Length == 3), "the third attempt");
        Assert.That(Calls().Select(call => call.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(1));
        _gateway.Webhook.Handler = _ => Task.FromResult(200);

        Testing.Receiver.ReceivedCall[] Calls() =>
            [.. _gateway.Webhook.Calls.Where(call => call.Body.Contains(phone, StringComparison.Ordinal))];
    }

    [Test]
    public async Task A_revoked_key_stops_working_within_two_seconds()
    {
        var (_, keyId, key) = await AddOtherChannelAsync();
        using (var before = await _gateway.GetWebhookAsync(key))
        {
            Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        await _gateway.AdminAsync(HttpMethod.Delete, $"keys/{keyId}");
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await _gateway.GetWebhookAsync(key);
                return answer.StatusCode == HttpStatusCode.Unauthorized;
            },
            "a revoked key to be refused",
            TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task A_key_of_one_channel_sees_nothing_of_another()
    {
        var (_, _, key) = await AddOtherChannelAsync();
        using var webhook = await _gateway.GetWebhookAsync(key);
        var seen = await webhook.Content.ReadAsStringAsync();
        Assert.That(seen, Does.Not.Contain(_gateway.Webhook.Url().Authority));

        // Its app may not speak for the first channel's number either.
        using var forged = await _gateway.PostCallbackAsync(
            Callback(Gateway.NewPhone(), $"wamid.{Guid.NewGuid():N}", DateTimeOffset.UtcNow), "another app's secret");
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_callback_that_WhatsApp_repeats_reaches_the_webhook_once_with_WhatsApps_timestamp()
    {
        var phone = Gateway.NewPhone();
        var at = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3600);
        var callback = Callback(phone, $"wamid.{Guid.NewGuid():N}", at);
        for (var i = 0; i < 5; i++)
        {
            using var answer = await _gateway.PostCallbackAsync(callback);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        await Eventually.HoldsAsync(() => Task.FromResult(Messages().Length > 0), "the message at the webhook");
        await _gateway.WriteAsync(Gateway.NewPhone(), Gateway.NewText("a later one, so that the others have passed"));
        Assert.That(Messages(), Has.Length.EqualTo(1));
        Assert.That(Messages()[0].GetProperty("timestamp").GetString(), Is.EqualTo($"{at.ToUnixTimeSeconds()}"));

        JsonElement[] Messages() =>
            [.. _gateway.MessagesAtWebhook().Where(message => message.GetProperty("from").GetString() == phone)];
    }

    private (string, string)[] DistinctStatuses(HashSet<string> ids) =>
    [
        .. _gateway.StatusesAtWebhook()
            .Where(status => ids.Contains(status.MessageId))
            .Select(status => (status.MessageId, status.Status))
            .Distinct(),
    ];

    private Task<(Guid ChannelId, Guid KeyId, string Key)> AddOtherChannelAsync() => _gateway.AddChannelAsync(new
    {
        phone_number = Gateway.NewNumber(),
        phone_number_id = $"8{Random.Shared.NextInt64(10_000_000_000, 99_999_999_999)}",
        access_token = Gateway.Secret("access"),
        app_secret = Gateway.Secret("app"),
    });

    /// <summary>The customer last wrote 25 hours ago, says WhatsApp.</summary>
    private async Task CloseWindowAsync(string phone)
    {
        using var answer = await _gateway.PostCallbackAsync(
            Callback(phone, $"wamid.{Guid.NewGuid():N}", DateTimeOffset.UtcNow - TimeSpan.FromHours(25)));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await Eventually.HoldsAsync(
            () => Task.FromResult(_gateway.MessagesAtWebhook().Any(message => message.GetProperty("from").GetString() == phone)),
            "the webhook to be told of the old message");
    }

    private string Callback(string from, string id, DateTimeOffset at) =>
        $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"200000000000001","changes":[{"field":"messages","value":{
          "messaging_product":"whatsapp",
          "metadata":{"display_phone_number":"{{{_gateway.PhoneNumber}}}","phone_number_id":"{{{_gateway.PhoneNumberId}}}"},
          "contacts":[{"profile":{"name":"Asha"},"wa_id":"{{{from}}}"}],
          "messages":[{"from":"{{{from}}}","id":"{{{id}}}","timestamp":"{{{at.ToUnixTimeSeconds()}}}","type":"text","text":{"body":"{{{Gateway.NewText("by hand")}}}"}}]}}]}]}
        """;
}
