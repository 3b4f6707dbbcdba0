using System.Net;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Changing a channel that is in use.</summary>
[Parallelizable]
internal sealed class AdminChannelChangesTests
{
    private RunningEdge _edge = null!;
    private Guid _channelId;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [SetUp]
    public async Task CreateChannelAsync() => (_channelId, _, _) = await _edge.CreateChannelAsync();

    [Test]
    public async Task What_is_given_is_changed_and_the_rest_stays()
    {
        var before = await ReadAsync();
        using var answer = await ChangeAsync("""{"access_token":"another-token","waba_id":"77","messages_per_second":40}""");
        var after = await ReadAsync();

        var stored = await _edge.ReadChannelAsync(_channelId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(after.GetProperty("waba_id").GetString(), Is.EqualTo("77"));
            Assert.That(after.GetProperty("messages_per_second").GetInt32(), Is.EqualTo(40));
            Assert.That(after.GetProperty("phone_number_id").GetString(), Is.EqualTo(before.GetProperty("phone_number_id").GetString()));
            Assert.That((stored.AccessToken.Reveal(), stored.AppSecret.Reveal()), Is.EqualTo(("another-token", "secret")));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("another-token"));
        }
    }

    [Test]
    public async Task Null_takes_away_what_need_not_be_there_and_nothing_else()
    {
        using (await ChangeAsync("""{"waba_id":"77","requests_per_second":40}"""))
        {
        }

        using var answer = await ChangeAsync("""{"waba_id":null,"requests_per_second":null,"phone_number":null}""");
        var after = await ReadAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(after.GetProperty("waba_id").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(after.GetProperty("requests_per_second").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(after.GetProperty("phone_number").GetString(), Is.Not.Empty);
    }

    [Test]
    public async Task The_sent_status_is_switched_off_and_on_again()
    {
        using var off = await ChangeAsync("""{"sent_status":false}""");
        var stored = await _edge.ReadChannelAsync(_channelId);
        using var untouched = await ChangeAsync("""{"sent_status":null,"waba_id":"77"}""");
        using var on = await ChangeAsync("""{"sent_status":true}""");

        Assert.That(stored.SentStatus, Is.False);
        Assert.That((await untouched.ReadJsonAsync()).GetProperty("sent_status").GetBoolean(), Is.False);
        Assert.That((await on.ReadJsonAsync()).GetProperty("sent_status").GetBoolean(), Is.True);
    }

    [Test]
    public async Task A_number_of_another_channel_is_refused_and_changes_nothing()
    {
        var (other, _, _) = await _edge.CreateChannelAsync();
        using var taken = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{other}");
        var number = (await taken.ReadJsonAsync()).GetProperty("phone_number").GetString();
        var before = await ReadAsync();
        using var answer = await ChangeAsync($$"""{"waba_id":"77","phone_number":"{{number}}"}""");

        await answer.IsProblemAsync(HttpStatusCode.Conflict, "Conflict", "Another channel has this phone_number.", "phone_number");
        Assert.That((await ReadAsync()).GetRawText(), Is.EqualTo(before.GetRawText()));
    }

    [TestCase("{}", "The body changes nothing: it has none of a channel's fields, or null for one that must have a value.", null)]
    [TestCase("""{"phone_number_id":null}""", "The body changes nothing: it has none of a channel's fields, or null for one that must have a value.", null)]
    [TestCase("""{"requests_per_second":2,"acess_token":"x"}""", "There is no parameter 'acess_token' here", "acess_token")]
    [TestCase("""{"waba_id":7}""", "Parameter 'waba_id' must be a string, got a number", "waba_id")]
    public async Task A_wrong_change_is_refused(string json, string detail, string? field)
    {
        using var answer = await ChangeAsync(json);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", detail, field);
    }

    [Test]
    public async Task A_channel_is_given_to_a_tenant_and_found_by_it()
    {
        using var created = await _edge.AdminAsync(HttpMethod.Post, "/admin/v1/tenants", """{"name":"Duka"}""");
        var tenant = (await created.ReadJsonAsync()).GetProperty("id").GetGuid();
        using (await ChangeAsync($$"""{"tenant_id":"{{tenant}}"}"""))
        {
        }

        using var list = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels?tenant_id={tenant}");
        using var removal = await _edge.AdminAsync(HttpMethod.Delete, $"/admin/v1/tenants/{tenant}");
        using (await ChangeAsync("""{"tenant_id":null}"""))
        {
        }

        using var secondRemoval = await _edge.AdminAsync(HttpMethod.Delete, $"/admin/v1/tenants/{tenant}");
        var listed = (await list.ReadJsonAsync()).GetProperty("channels").EnumerateArray();
        Assert.That(listed.Select(channel => channel.GetProperty("id").GetGuid()), Is.EqualTo([_channelId]));
        await removal.IsProblemAsync(
            HttpStatusCode.Conflict, "Conflict", "The tenant has channels: give them to another, or to none, first.");
        Assert.That(secondRemoval.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    private Task<HttpResponseMessage> ChangeAsync(string json) =>
        _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{_channelId}", json);

    private async Task<JsonElement> ReadAsync()
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{_channelId}");
        return await answer.ReadJsonAsync();
    }
}
