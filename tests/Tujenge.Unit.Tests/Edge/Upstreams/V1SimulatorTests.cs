using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Testing;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Upstreams;

/// <summary>Families of calls through the real edge to the simulated v1 server and back.</summary>
[Parallelizable]
internal sealed class V1SimulatorTests
{
    private static readonly byte[] Jpeg = Pictures.JpegOf(640, 640, 100_000);

    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync();
        (_, _key, _) = await _edge.CreateV1ChannelAsync(_whatsApp);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [Test]
    public async Task A_file_comes_back_as_it_was_until_it_is_deleted()
    {
        var uploaded = await JsonAsync("POST", "media", Image());
        var id = uploaded.GetProperty("media")[0].GetProperty("id").GetString();
        using var file = await SendAsync("GET", $"media/{id}");
        using var deleted = await SendAsync("DELETE", $"media/{id}");
        using var gone = await SendAsync("GET", $"media/{id}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await file.Content.ReadAsByteArrayAsync(), Is.EqualTo(Jpeg));
            Assert.That(file.Content.Headers.ContentType?.ToString(), Is.EqualTo("image/jpeg"));
            Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task A_file_is_its_channels_and_fits_only_its_kind_of_message()
    {
        var id = (await JsonAsync("POST", "media", Image())).GetProperty("media")[0].GetProperty("id").GetString();
        var (_, _, cloud) = await _edge.CreateChannelAsync();
        using var own = await SendAsync("POST", "messages", Json($$$"""{"to":"255712000111","type":"image","image":{"id":"{{{id}}}"}}"""));
        using var unsuitable = await SendAsync("POST", "messages", Json($$$"""{"to":"255712000111","type":"sticker","sticker":{"id":"{{{id}}}"}}"""));
        using var anothers = await _edge.PostAsync("/v1/messages", $$$"""{"to":"255712000111","type":"image","image":{"id":"{{{id}}}"}}""", cloud);

        Assert.That(own.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await unsuitable.IsV1ErrorAsync(
            HttpStatusCode.BadRequest,
            1000,
            "Generic error",
            "Sticker file format (image/jpeg) is not supported: parameter 'sticker.id' must be image/webp");
        await anothers.IsV1ErrorAsync(
            HttpStatusCode.NotFound, 1006, "Resource not found", "Parameter 'image.id': There is no media with this id");
    }

    [TestCase(512, HttpStatusCode.OK)]
    [TestCase(513, HttpStatusCode.BadRequest)]
    public async Task A_templates_name_has_its_limit_before_the_server_is_asked(int length, HttpStatusCode status)
    {
        using var answer = await SendAsync("POST", "configs/templates", Json(
            $$$"""{"name":"{{{new string('n', length)}}}","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"hi"}]}"""));
        Assert.That(answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task A_template_with_a_component_of_nothing_is_refused()
    {
        using var answer = await SendAsync("POST", "configs/templates", Json("""{"name":"n","language":"en","category":"UTILITY","components":[null]}"""));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), await answer.Content.ReadAsStringAsync());
    }

    [TestCase(139, HttpStatusCode.OK)]
    [TestCase(140, HttpStatusCode.BadRequest)]
    public async Task The_about_line_is_counted_in_characters_as_people_see_them(int count, HttpStatusCode status)
    {
        var text = string.Concat(Enumerable.Repeat("\U0001F600", count));
        using var answer = await SendAsync("PATCH", "settings/profile/about", Json($$"""{"text":"{{text}}"}"""));
        Assert.That(answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task A_group_is_made_renamed_given_an_icon_and_left()
    {
        var created = await JsonAsync("POST", "groups", Json("""{"subject":"Duka"}"""));
        var id = created.GetProperty("groups")[0].GetProperty("id").GetString();
        await JsonAsync("PUT", $"groups/{id}", Json("""{"subject":"Duka la Asha"}"""));
        await JsonAsync("PATCH", $"groups/{id}/admins", Json("""{"wa_ids":["255712000111"]}"""));
        await JsonAsync("DELETE", $"groups/{id}/admins", Json("""{"wa_ids":["255712000111"]}"""));
        await JsonAsync("POST", $"groups/{id}/icon", Image());
        using var icon = await SendAsync("GET", $"groups/{id}/icon");
        var first = await JsonAsync("GET", $"groups/{id}/invite");
        await JsonAsync("DELETE", $"groups/{id}/invite");
        var second = await JsonAsync("GET", $"groups/{id}/invite");
        var group = (await JsonAsync("GET", $"groups/{id}")).GetProperty("groups")[0];
        await JsonAsync("POST", $"groups/{id}/leave", Json("{}"));
        using var gone = await SendAsync("GET", $"groups/{id}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(group.GetProperty("subject").GetString(), Is.EqualTo("Duka la Asha"));
            Assert.That(group.GetProperty("admins").GetArrayLength(), Is.EqualTo(1));
            Assert.That(await icon.Content.ReadAsByteArrayAsync(), Is.EqualTo(Jpeg));
            Assert.That(second.GetRawText(), Is.Not.EqualTo(first.GetRawText()));
        }

        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await gone.ReadJsonAsync()).GetProperty("errors")[0].GetProperty("code").GetInt32(), Is.EqualTo(1012));
    }

    [TestCase("POST", "stickerpacks", """{"name":"a","name":"b"}""", 400, 1025)]
    [TestCase("PUT", "contacts/255712000111/identity", """{"hash":"a","hash":"b"}""", 400, 1025)]
    [TestCase("GET", "services/nothing", null, 404, 1006)]
    public async Task What_the_server_refuses_comes_in_its_words(string method, string path, string? json, int status, int code)
    {
        using var answer = await SendAsync(method, path, json is null ? null : Json(json));
        var error = (await answer.ReadJsonAsync()).GetProperty("errors")[0];
        Assert.That(((int)answer.StatusCode, error.GetProperty("code").GetInt32()), Is.EqualTo((status, code)));
    }

    [Test]
    public async Task The_profile_is_set_and_its_photo_taken_away_again()
    {
        await JsonAsync("POST", "settings/business/profile", Json("""{"address":"Kariakoo","websites":["https://duka.example"]}"""));
        await JsonAsync("PATCH", "settings/profile/about", Json("""{"text":"Karibu"}"""));
        await JsonAsync("POST", "settings/profile/photo", Image());
        var profile = await JsonAsync("GET", "settings/business/profile");
        var about = await JsonAsync("GET", "settings/profile/about");
        using var photo = await SendAsync("GET", "settings/profile/photo");
        var link = await JsonAsync("GET", "settings/profile/photo?format=link");
        await JsonAsync("DELETE", "settings/profile/photo");
        using var gone = await SendAsync("GET", "settings/profile/photo");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                profile.GetProperty("settings").GetProperty("business").GetProperty("profile").GetRawText(),
                Is.EqualTo("""{"address":"Kariakoo","websites":["https://duka.example"]}"""));
            Assert.That(about.GetProperty("settings").GetProperty("profile").GetProperty("about").GetProperty("text").GetString(), Is.EqualTo("Karibu"));
            Assert.That(await photo.Content.ReadAsByteArrayAsync(), Is.EqualTo(Jpeg));
            Assert.That(link.GetProperty("settings").GetProperty("profile").GetProperty("photo").GetProperty("link").GetString(), Does.StartWith("http"));
            Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task A_sticker_pack_is_filled_changed_and_emptied()
    {
        var pack = (await JsonAsync("POST", "stickerpacks", Json("""{"publisher":"Duka","name":"Furaha"}"""))).GetProperty("stickerpacks")[0];
        var id = pack.GetProperty("id").GetString();
        await JsonAsync("PATCH", $"stickerpacks/{id}", Json("""{"name":"Furaha 2"}"""));
        await JsonAsync("POST", $"stickerpacks/{id}/stickers", Json("""{"image_data_id":"7","emojis":["🙂"]}"""));
        await JsonAsync("PATCH", $"stickerpacks/{id}/stickers/0", Json("""{"emojis":["😀"]}"""));
        var sticker = (await JsonAsync("GET", $"stickerpacks/{id}/stickers/0")).GetProperty("stickers")[0];
        var named = (await JsonAsync("GET", $"stickerpacks/{id}")).GetProperty("stickerpacks")[0];
        await JsonAsync("DELETE", $"stickerpacks/{id}/stickers/0");
        var stickers = await JsonAsync("GET", $"stickerpacks/{id}/stickers");
        await JsonAsync("DELETE", $"stickerpacks/{id}");
        using var gone = await SendAsync("GET", $"stickerpacks/{id}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(named.GetProperty("name").GetString(), Is.EqualTo("Furaha 2"));
            Assert.That(sticker.GetProperty("emojis")[0].GetString(), Is.EqualTo("😀"));
            Assert.That(sticker.GetProperty("image_data_id").GetString(), Is.EqualTo("7"));
            Assert.That(stickers.GetProperty("stickers").GetArrayLength(), Is.Zero);
            Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task Contacts_are_the_servers_to_judge_and_their_identity_to_keep()
    {
        await _whatsApp.DoAsync(HttpMethod.Put, "phones/255712000999", """{"exists":false}""");
        var checks = (await JsonAsync("POST", "contacts", Json("""{"blocking":"wait","contacts":["+255 712 000 111","+255712000999","abc"]}""")))
            .GetProperty("contacts").EnumerateArray().Select(contact => contact.GetProperty("status").GetString());
        var before = (await JsonAsync("GET", "contacts/255712000111/identity")).GetProperty("identity");
        var after = (await JsonAsync("PUT", "contacts/255712000111/identity", Json($$"""{"hash":"{{before.GetProperty("hash").GetString()}}"}""")))
            .GetProperty("identity");
        Assert.That(checks, Is.EqualTo(["valid", "invalid", "invalid"]));
        Assert.That((before.GetProperty("acknowledged").GetBoolean(), after.GetProperty("acknowledged").GetBoolean()), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_customers_message_is_read()
    {
        var written = await _whatsApp.DoAsync(HttpMethod.Post, "phones/255712000111/write", """{"text":"hello","to":"onprem"}""");
        await JsonAsync("PUT", $"messages/{written.GetProperty("id").GetString()}", Json("""{"status":"read"}"""));
        using var unknown = await SendAsync("PUT", "messages/ABGGunknown", Json("""{"status":"read"}"""));
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        var phone = await _whatsApp.GetAsync("phones/255712000111");
        Assert.That(phone.GetProperty("messages").EnumerateArray().Last().GetProperty("read").GetBoolean(), Is.True);
    }

    [Test]
    public async Task On_the_Cloud_API_there_are_no_sticker_packs()
    {
        var (_, _, key) = await _edge.CreateChannelAsync(_whatsApp);
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/stickerpacks", key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotImplemented));
    }

    private static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static ByteArrayContent Image() => new(Jpeg) { Headers = { ContentType = new("image/jpeg") } };

    private Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null) =>
        _edge.SendAsync(new HttpMethod(method), $"/v1/{path}", _key, content);

    private async Task<JsonElement> JsonAsync(string method, string path, HttpContent? content = null)
    {
        using var answer = await SendAsync(method, path, content);
        Assert.That(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
