using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Edge.Media.Remembering;
using Tujenge.Testing;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.Media;

/// <summary>Edge remembers whose media are: those that were uploaded, and those that customers sent.</summary>
[Parallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class MediaOwnershipTests
{
    private static readonly byte[] Png = [0x89, .. "PNG"u8, .. new byte[600]];

    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = "";

    [SetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync();
        (_channelId, _, _key) = await _edge.CreateChannelAsync(_whatsApp);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [Test]
    public async Task An_upload_is_noted_until_it_is_deleted()
    {
        var id = await UploadedAsync("IMAGE/png; q=1");
        await using var db = await _edge.OpenOwnAsync();
        var noted = await db.Media.AsNoTracking().SingleAsync(media => media.Id == id);
        using var deleted = await _edge.SendAsync(HttpMethod.Delete, $"/v1/media/{id}", _key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((noted.Id, noted.ChannelId, noted.MimeType), Is.EqualTo((id, _channelId, "image/png")));
            Assert.That(noted.UploadedAt, Is.EqualTo(_edge.Clock.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
            Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(
                await db.Media.AsNoTracking().Select(media => media.ChannelId).ToListAsync(), Is.EqualTo(new[] { Guid.Empty, Guid.Empty }), "nobody's");
        }

        using var message = await _edge.PostAsync("/v1/messages", $$$"""{"to":"255712000111","type":"image","image":{"id":"{{{id}}}"}}""", _key);
        await message.IsV1ErrorAsync(
            HttpStatusCode.NotFound, 1006, "Resource not found", "Parameter 'image.id': There is no media with this id");
    }

    [Test]
    public async Task A_v1_server_is_not_asked_for_another_channels_media_either()
    {
        var root = await _whatsApp.AddOnPremisesNumberAsync();
        var (_, mine, _) = await _edge.CreateV1ChannelAsync(root);
        var (_, other, _) = await _edge.CreateV1ChannelAsync(root);
        using var upload = await UploadAsync("image/png", mine);
        var id = (await upload.ReadJsonAsync()).GetProperty("media")[0].GetProperty("id").GetString();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            using var answer = await _edge.SendAsync(method, $"/v1/media/{id}", other);
            await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no media with this id");
        }

        using var deleted = await _edge.SendAsync(HttpMethod.Delete, $"/v1/media/{id}", mine);
        using var message = await _edge.PostAsync("/v1/messages", $$$"""{"to":"255712000111","type":"image","image":{"id":"{{{id}}}"}}""", mine);
        Assert.That((deleted.StatusCode, message.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotFound)));
    }

    [TestCase("""{"type":"cta_url","header":{"type":"image","image":{"id":"9"}},"action":{}}""", "interactive.header.image.id")]
    [TestCase("""{"type":"carousel","action":{"cards":[{},{"header":{"type":"video","video":{"id":"9"}}}]}}""", "interactive.action.cards[1].header.video.id")]
    [TestCase("""{"type":"carousel","action":"{\"cards\":[{\"header\":{\"image\":{\"id\":\"9\"}}}]}"}""", "interactive.action.cards[0].header.image.id")]
    public async Task Nor_do_newer_kinds_of_messages_have_them(string interactive, string path)
    {
        await using var db = await _edge.OpenOwnAsync();
        await db.NoteUploadedAsync([Media("9", Guid.NewGuid())], CancellationToken.None);
        using var answer = await _edge.PostAsync(
            "/v1/messages", $$"""{"to":"255712000111","type":"interactive","interactive":{{interactive}}}""", _key);
        await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", $"Parameter '{path}': There is no media with this id");
    }

    [Test]
    public async Task A_refused_upload_and_a_refused_deletion_change_nothing()
    {
        await UploadedAsync("image/png");
        using var upload = await UploadAsync("image/jpeg");
        using var deletion = await _edge.SendAsync(HttpMethod.Delete, "/v1/media/unknown", _key);

        await using var db = await _edge.OpenOwnAsync();
        Assert.That((upload.StatusCode, deletion.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.NotFound)));
        Assert.That(await db.Media.CountAsync(media => !media.Id.StartsWith("own_")), Is.EqualTo(1));
    }

    [Test]
    public async Task An_upload_that_cannot_be_noted_is_one_all_the_same()
    {
        _edge.TakeOwnDatabaseAway();
        var id = await UploadedAsync("image/png");

        Assert.That(
            _edge.Log.Lines,
            Has.One.Matches<(int EventId, string Line)>(line => line.EventId == 1015 && line.Line.Contains(id, StringComparison.Ordinal)));
    }

    [Test]
    public async Task Another_channels_media_does_not_exist_without_WhatsApp_being_asked()
    {
        var id = await UploadedAsync("image/png");
        var (otherId, _, other) = await _edge.CreateChannelAsync();
        using (await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{otherId}", """{"cloud_base_url":"http://127.0.0.1:9"}"""))
        {
        }

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            using var answer = await _edge.SendAsync(method, $"/v1/media/{id}", other);
            await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no media with this id");
        }

        using var mine = await _edge.SendAsync(HttpMethod.Get, $"/v1/media/{id}", _key);
        Assert.That(mine.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("IMAGE/png; q=1", "image/png")]
    [TestCase(null, "")]
    public async Task A_customers_file_is_of_the_channel_that_got_it(string? given, string kept)
    {
        var (_, _, other) = await _edge.CreateChannelAsync();
        await using var db = await _edge.OpenOwnAsync();
        await db.NoteUploadedAsync([Media("8", _channelId)], CancellationToken.None);
        foreach (var id in new[] { "8", "9", "9", "no/id" })
        {
            await _edge.Bus.Publish(new MediaReceived { ChannelId = id == "8" ? Guid.NewGuid() : _channelId, MediaId = id, MimeType = given });
        }

        await Eventually.HoldsAsync(async () => await db.Media.AnyAsync(media => media.Id == "9"), "the file to be noted");
        using var stranger = await _edge.SendAsync(HttpMethod.Get, "/v1/media/9", other);
        using var message = await _edge.PostAsync("/v1/messages", """{"to":"255712000111","type":"image","image":{"id":"9"}}""", other);
        await stranger.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", "There is no media with this id");
        Assert.That(message.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            await db.Media.AsNoTracking().Where(media => !media.Id.StartsWith("own_")).OrderBy(media => media.Id).Select(media => new { media.Id, media.ChannelId, media.MimeType }).ToListAsync(),
            Is.EqualTo(new[] { new { Id = "8", ChannelId = _channelId, MimeType = "image/png" }, new { Id = "9", ChannelId = _channelId, MimeType = kept } }));
    }

    [Test]
    public async Task An_id_that_comes_again_is_the_newer_file()
    {
        await using var db = await _edge.OpenOwnAsync();
        await db.NoteUploadedAsync([Media("7", Guid.NewGuid())], CancellationToken.None);
        await db.NoteUploadedAsync([Media("7", _channelId)], CancellationToken.None);

        Assert.That((await db.Media.AsNoTracking().SingleAsync()).ChannelId, Is.EqualTo(_channelId));
    }

    [Test]
    public async Task Only_old_ones_are_forgotten()
    {
        await using var db = await _edge.OpenOwnAsync();
        await db.NoteUploadedAsync([Media("old", _channelId)], CancellationToken.None);
        _edge.Clock.Advance(TimeSpan.FromDays(1));
        await db.NoteUploadedAsync([Media("young", _channelId)], CancellationToken.None);
        var forgotten = await db.ForgetMediaAsync(_edge.Clock.GetUtcNow() - TimeSpan.FromHours(1), CancellationToken.None);

        Assert.That(forgotten, Is.EqualTo(1));
        Assert.That(await db.Media.Select(media => media.Id).ToListAsync(), Is.EqualTo(new[] { "young" }));
    }

    private KnownMedia Media(string id, Guid channelId) =>
        new() { Id = id, ChannelId = channelId, MimeType = "image/png", UploadedAt = _edge.Clock.GetUtcNow() };

    private Task<HttpResponseMessage> UploadAsync(string type, string? key = null)
    {
        var content = new ByteArrayContent(Png);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return _edge.SendAsync(HttpMethod.Post, "/v1/media", key ?? _key, content);
    }

    private async Task<string> UploadedAsync(string type)
    {
        using var answer = await UploadAsync(type);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return (await answer.ReadJsonAsync()).GetProperty("media")[0].GetProperty("id").GetString()!;
    }
}
