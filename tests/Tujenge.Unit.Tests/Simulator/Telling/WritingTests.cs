using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Simulator.Telling;

/// <summary>What a phone writes in v1's words, as each of the two APIs tells it.</summary>
[Parallelizable]
internal sealed class WritingTests
{
    private RunningSimulator _simulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _simulator = await RunningSimulator.StartAsync();
        await _simulator.AddOnPremisesNumberAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [TestCase("""{"text":"Habari"}""", """{"type":"text","text":{"body":"Habari"}}""", null)]
    [TestCase("""{"text":{"body":"Habari"}}""", """{"type":"text","text":{"body":"Habari"}}""", null)]
    [TestCase("""{"type":"location","location":{"latitude":-6.7924,"longitude":39.2083}}""", """{"type":"location","location":{"latitude":-6.7924,"longitude":39.2083}}""", null)]
    [TestCase("""{"type":"contacts","contacts":[{"name":{"formatted_name":"Juma"}}]}""", """{"type":"contacts","contacts":[{"name":{"formatted_name":"Juma"}}]}""", null)]
    [TestCase(
        """{"type":"image","image":{"id":"7","mime_type":"image/png","sha256":"7f123e7e9c395cf174d0bf9905212e846a3f058ac7019a2b5bb7d61a0cb7ac94","caption":"c"}}""",
        """{"type":"image","image":{"id":"7","mime_type":"image/png","sha256":"fxI+fpw5XPF00L+ZBSEuhGo/BYrHAZorW7fWGgy3rJQ=","caption":"c","url":"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=7"}}""",
        """{"type":"image","image":{"id":"7","mime_type":"image/png","sha256":"7f123e7e9c395cf174d0bf9905212e846a3f058ac7019a2b5bb7d61a0cb7ac94","caption":"c"}}""")]
    [TestCase("""{"type":"image","image":{"status":"undownloaded"}}""", """{"type":"image","errors":[{"code":131052,"title":"Media download error","error_data":{"details":"The file could not be downloaded."},"message":"Media download error"}]}""", """{"type":"image","image":{"status":"undownloaded"}}""")]
    [TestCase("""{"type":"image","errors":[{"code":400,"title":"Gone"}]}""", """{"type":"image","errors":[{"code":400,"title":"Gone","message":"Gone"}]}""", """{"type":"image","errors":[{"code":400,"title":"Gone"}]}""")]
    [TestCase("""{"type":"voice","voice":{"id":"7"}}""", """{"type":"audio","audio":{"id":"7","voice":true,"url":"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=7"}}""", """{"type":"voice","voice":{"id":"7"}}""")]
    [TestCase("""{"type":"sticker","sticker":{"id":"7","metadata":{"sticker-pack-id":"p"}}}""", """{"type":"sticker","sticker":{"id":"7","animated":false,"url":"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=7"}}""", """{"type":"sticker","sticker":{"id":"7","metadata":{"sticker-pack-id":"p"}}}""")]
    [TestCase("""{"type":"reaction","reaction":{"message_id":"wamid.x","emoji":""}}""", """{"type":"reaction","reaction":{"message_id":"wamid.x"}}""", """{"type":"reaction","reaction":{"message_id":"wamid.x","emoji":""}}""")]
    [TestCase("""{"type":"system","system":{"type":"customer_changed_number","new_wa_id":"255712999111"}}""", """{"type":"system","system":{"type":"user_changed_number","wa_id":"255712999111"}}""", """{"type":"system","system":{"type":"customer_changed_number","new_wa_id":"255712999111"}}""")]
    [TestCase("""{"type":"system","system":{"type":"customer_identity_changed","identity":"h"}}""", """{"type":"system","system":{"type":"user_identity_changed","identity":"h"}}""", """{"type":"system","system":{"type":"customer_identity_changed","identity":"h"}}""")]
    [TestCase("""{"type":"unknown","unknown":{"type":"poll"}}""", """{"type":"unsupported","unsupported":{"type":"poll"},"errors":[{"code":131051,"title":"Message type unknown","error_data":{"details":"Message type is currently not supported."},"message":"Message type unknown"}]}""", """{"type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is not currently supported"}]}""")]
    [TestCase("""{"type":"hologram","hologram":{"id":"1"}}""", """{"type":"hologram","hologram":{"id":"1"}}""", null)]
    [TestCase("""{"text":"x","group_id":"g","context":{"mentions":["255712000222"]}}""", """{"type":"text","text":{"body":"x"},"group_id":"g","context":{"mentions":["255712000222"]}}""", null)]
    [TestCase("""{"text":"x","referral":{"source_url":"https://fb.example/x","video":{"id":"7"}}}""", """{"type":"text","text":{"body":"x"},"referral":{"source_url":"https://fb.example/x","media_type":"video","video_url":"https://scontent.example/video"}}""", """{"type":"text","text":{"body":"x"},"referral":{"source_url":"https://fb.example/x","video":{"id":"7"}}}""")]
    public async Task Each_API_tells_it_in_its_form(string written, string cloud, string? v1)
    {
        var (told, _) = await WriteAsync(written, RunningSimulator.NumberId);
        var (flat, _) = await WriteAsync(written, "onprem");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(JsonNode.DeepEquals(told, JsonNode.Parse(cloud)), Is.True, told.ToJsonString());
            Assert.That(JsonNode.DeepEquals(flat, JsonNode.Parse(v1 ?? cloud)), Is.True, flat.ToJsonString());
        }
    }

    [TestCase("image", "image/jpeg")]
    [TestCase("audio", "audio/mpeg")]
    [TestCase("voice", "audio/ogg; codecs=opus")]
    [TestCase("video", "video/mp4")]
    [TestCase("document", "application/pdf")]
    [TestCase("sticker", "image/webp")]
    public async Task A_file_is_there_to_be_fetched(string type, string mimeType)
    {
        var (message, _) = await WriteAsync($$"""{"type":"{{type}}"}""", RunningSimulator.NumberId);
        var media = message[type == "voice" ? "audio" : type]!;
        using var described = await GetAsync($"/v23.0/{media["id"]}?phone_number_id={RunningSimulator.NumberId}");
        var url = JsonDocument.Parse(await described.Content.ReadAsStringAsync()).RootElement.GetProperty("url").GetString()!;
        using var file = await GetAsync(url);
        var contents = await file.Content.ReadAsByteArrayAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)media["mime_type"], Is.EqualTo(mimeType));
            Assert.That(file.Content.Headers.ContentType?.ToString(), Is.EqualTo(mimeType));
            Assert.That((string?)media["sha256"], Is.EqualTo(Convert.ToBase64String(SHA256.HashData(contents))));
        }
    }

    [Test]
    public async Task A_file_may_be_given()
    {
        var (message, _) = await WriteAsync("""{"type":"image","image":{"data":"AQID","mime_type":"image/png"}}""", RunningSimulator.NumberId);
        Assert.That((string?)message["image"]!["sha256"], Is.EqualTo(Convert.ToBase64String(SHA256.HashData([1, 2, 3]))));
        Assert.That(message["image"]!.AsObject().ContainsKey("data"), Is.False);
    }

    [Test]
    public async Task Who_writes_is_introduced_but_not_by_news_of_customers()
    {
        var (_, text) = await WriteAsync("""{"text":"x","identity":{"hash":"h"}}""", RunningSimulator.NumberId);
        var (_, news) = await WriteAsync("""{"type":"system","system":{"type":"customer_changed_number","new_wa_id":"1"}}""", RunningSimulator.NumberId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)text["contacts"]![0]!["identity_key_hash"], Is.EqualTo("h"));
            Assert.That(news.AsObject().ContainsKey("contacts"), Is.False);
        }
    }

    [TestCase("""{"type":"system","system":{"type":"customer_changed_number","new_wa_id":"1"}}""")]
    [TestCase("""{"text":"x","group_id":"g"}""")]
    [TestCase("""{"text":"x","timestamp":"1718000000"}""")]
    public async Task Some_messages_open_no_window(string written)
    {
        const string phone = "255712000777";
        await WriteAsync(written, RunningSimulator.NumberId, phone);
        using var answer = await _simulator.SendTextAsync(phone);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("131047"));
    }

    [Test]
    public async Task A_reaction_is_to_the_latest_message_or_to_one_by_the_senders_id()
    {
        const string phone = "255712000888";
        await WriteAsync("""{"text":"x"}""", RunningSimulator.NumberId, phone);
        var first = await _simulator.SendTakenAsync(phone, opaque: "gBEGfirst");
        var latest = await _simulator.SendTakenAsync(phone, opaque: "gBEGlatest");
        var (unnamed, _) = await WriteAsync("""{"type":"reaction","reaction":{"emoji":"👍"}}""", RunningSimulator.NumberId, phone);
        var (named, _) = await WriteAsync("""{"type":"reaction","reaction":{"emoji":"👍","message_id":"gBEGfirst"}}""", RunningSimulator.NumberId, phone);
        var (reply, _) = await WriteAsync(
            """{"type":"button","button":{"text":"Yes","payload":null},"message_id":"gBEGfirst"}""", RunningSimulator.NumberId, phone);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)unnamed["reaction"]!["message_id"], Is.EqualTo(latest));
            Assert.That((string?)named["reaction"]!["message_id"], Is.EqualTo(first));
            Assert.That((string?)reply["context"]!["id"], Is.EqualTo(first));
            Assert.That((string?)reply["context"]!["from"], Is.EqualTo("255754000000"));
        }
    }

    [TestCase("{}", "text is missing")]
    [TestCase("""{"type":5}""", "type must be a text")]
    [TestCase("""{"type":"location"}""", "location is missing")]
    [TestCase("""{"type":"contacts","contacts":{}}""", "contacts must be an array")]
    [TestCase("""{"type":"image","image":"x"}""", "image must be an object")]
    [TestCase("""{"type":"image","imagine":{}}""", "imagine is no part")]
    [TestCase("""{"type":"image","image":{"data":"!"}}""", "data must be the file in Base64")]
    [TestCase("""{"text":"x","context":"y"}""", "context must be an object")]
    [TestCase("""{"text":"x","timestamp":"yesterday"}""", "timestamp must be Unix seconds")]
    [TestCase("""{"type":"reaction","reaction":{"emoji":"👍"}}""", "nothing to react to")]
    [TestCase("""{"text":"x","text":"y"}""", "could not be read")]
    [TestCase("""{"text":"\ud800"}""", "half a character")]
    public async Task What_cannot_be_written_is_a_400_that_says_what_to_do(string written, string problem)
    {
        using var answer = await _simulator.PostAsync("phones/255712000999/write", written);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(problem));
    }

    private async Task<HttpResponseMessage> GetAsync(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new("Bearer", RunningSimulator.Token);
        return await _simulator.Http.SendAsync(request);
    }

    /// <summary>Writes, and waits until it was told.</summary>
    /// <returns>The message without who, which and when; and all that was told.</returns>
    private async Task<(JsonObject Message, JsonNode Value)> WriteAsync(string json, string number, string phone = RunningSimulator.Phone)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["to"] = number;
        var id = (await _simulator.DoAsync(HttpMethod.Post, $"phones/{phone}/write", body.ToJsonString())).GetProperty("id").GetString()!;
        var call = await Eventually.GetAsync(
            () => Task.FromResult(_simulator.Callbacks.Calls.FirstOrDefault(call => call.Body.Contains(id, StringComparison.Ordinal))),
            call => call is not null,
            $"{id} to be told");
        var root = JsonNode.Parse(call!.Body)!;
        var value = number == "onprem" ? root : root["entry"]![0]!["changes"]![0]!["value"]!;
        var message = value["messages"]![0]!.DeepClone().AsObject();
        Assert.That((string?)message["from"], Is.EqualTo(phone));
        foreach (var name in new[] { "from", "id", "timestamp" })
        {
            message.Remove(name);
        }

        return (message, value);
    }
}
