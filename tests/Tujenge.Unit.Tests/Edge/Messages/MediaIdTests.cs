using System.Net;
using NUnit.Framework;
using Tujenge.Edge.Media.Remembering;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>Messages with media that edge knows.</summary>
[Parallelizable]
internal sealed class MediaIdTests
{
    private const string Header = """{"type":"interactive","interactive":{"type":"button","header":{"type":"TYPE","TYPE":{"id":"ID"}},"body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"t"}}]}}}""";
    private const string Template = """{"type":"template","template":{"name":"n","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"t"}]},{"type":"header","parameters":[{"type":"TYPE","TYPE":{"id":"ID"}}]}]}}""";
    private const string Alone = """{"type":"TYPE","TYPE":{"id":"ID"}}""";

    private RunningEdge _edge = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (var channelId, _, _key) = await _edge.CreateChannelAsync();
        foreach (var type in new[] { "image/png", "image/webp", "audio/ogg", "video/mp4", "application/pdf" })
        {
            await NoteAsync(_edge, type.Split('/')[1], channelId, type);
        }

        await NoteAsync(_edge, "foreign", Guid.NewGuid(), "image/png");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [TestCase(Alone, "image", "png")]
    [TestCase(Alone, "audio", "ogg")]
    [TestCase(Alone, "video", "mp4")]
    [TestCase(Alone, "sticker", "webp")]
    [TestCase(Alone, "document", "pdf")]
    [TestCase(Alone, "document", "png")]
    [TestCase(Alone, "image", "unknown")]
    [TestCase(Alone, "image", "no id at all!")]
    [TestCase(Header, "image", "png")]
    [TestCase(Header, "document", "mp4")]
    [TestCase(Template, "video", "mp4")]
    [TestCase(Template, "document", "pdf")]
    [TestCase(Template, "document", "unknown")]
    [TestCase(Template, "video", "unknown")]
    public async Task What_fits_and_what_nobody_knows_is_taken(string message, string type, string id)
    {
        using var answer = await PostAsync(message, type, id);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
    }

    [TestCase(Alone, "image", "pdf", "Image file format (application/pdf)", "image.id", "image/jpeg or image/png")]
    [TestCase(Alone, "image", "webp", "Image file format (image/webp)", "image.id", "image/jpeg or image/png")]
    [TestCase(Alone, "audio", "mp4", "Audio file format (video/mp4)", "audio.id", "audio/aac or audio/mp4 or audio/mpeg or audio/amr or audio/ogg")]
    [TestCase(Alone, "video", "ogg", "Video file format (audio/ogg)", "video.id", "video/mp4 or video/3gpp")]
    [TestCase(Alone, "sticker", "png", "Sticker file format (image/png)", "sticker.id", "image/webp")]
    [TestCase(Header, "video", "png", "Video file format (image/png)", "interactive.header.video.id", "video/mp4 or video/3gpp")]
    [TestCase(Template, "image", "mp4", "Image file format (video/mp4)", "template.components[1].parameters[0].image.id", "image/jpeg or image/png")]
    [TestCase(Template, "document", "png", "Document file format (image/png)", "template.components[1].parameters[0].document.id", "application/pdf")]
    public async Task A_file_of_another_type_is_refused(string message, string type, string id, string what, string field, string types)
    {
        using var answer = await PostAsync(message, type, id);
        await answer.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1000, "Generic error", $"{what} is not supported: parameter '{field}' must be {types}");
    }

    [TestCase(Alone, "image", "image.id", "")]
    [TestCase(Alone, "document", "document.id", "?dry_run=true")]
    [TestCase(Header, "image", "interactive.header.image.id", "")]
    [TestCase(Template, "document", "template.components[1].parameters[0].document.id", "")]
    public async Task Another_channels_file_does_not_exist(string message, string type, string field, string query)
    {
        using var answer = await PostAsync(message, type, "foreign", query: query);
        await answer.IsV1ErrorAsync(
            HttpStatusCode.NotFound, 1006, "Resource not found", $"Parameter '{field}': There is no media with this id");
    }

    [Test]
    public async Task A_refused_file_does_not_use_an_idempotency_key_up()
    {
        using var refused = await PostAsync(Alone, "image", "foreign", idempotencyKey: "media");
        using var accepted = await PostAsync(Alone, "image", "png", idempotencyKey: "media");
        Assert.That((refused.StatusCode, accepted.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.Created)));
    }

    [Test]
    public async Task Without_the_table_only_messages_with_ids_have_to_wait()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, key) = await edge.CreateChannelAsync();
        edge.TakeOwnDatabaseAway();
        using var id = await edge.PostAsync("/v1/messages", Body(Alone, "image", "png"), key);
        using var no = await edge.PostAsync("/v1/messages", Body(Alone, "image", "no id of WhatsApp's"), key);
        using var link = await edge.PostAsync(
            "/v1/messages", """{"to":"255712000111","type":"image","image":{"link":"https://files.example/a.png"}}""", key);

        await id.IsOverloadedAsync("The gateway's database does not answer; try again");
        Assert.That((no.StatusCode, link.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created)));
    }

    private static async Task NoteAsync(RunningEdge edge, string id, Guid channelId, string type)
    {
        await using var db = await edge.OpenOwnAsync();
        await db.NoteUploadedAsync(
            [new KnownMedia { Id = id, ChannelId = channelId, MimeType = type, UploadedAt = edge.Clock.GetUtcNow() }],
            CancellationToken.None);
    }

    private static string Body(string message, string type, string id) => message
        .Replace("TYPE", type, StringComparison.Ordinal)
        .Replace("ID", id, StringComparison.Ordinal)
        .Insert(1, "\"to\":\"255712000111\",");

    private Task<HttpResponseMessage> PostAsync(string message, string type, string id, string query = "", string? idempotencyKey = null) =>
        _edge.PostAsync($"/v1/messages{query}", Body(message, type, id), _key, idempotencyKey: idempotencyKey);
}
