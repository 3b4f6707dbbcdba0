using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Families that the Cloud API has not (whatsapp-v1-api, sections 12 and 13).</summary>
[Parallelizable]
internal sealed class OnPremisesOnlyTests
{
    private RunningEdge _edge = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (_, _, _key) = await _edge.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [TestCase("/v1/groups", "GET", "POST")]
    [TestCase("/v1/groups/", "GET", "POST")]
    [TestCase("/v1/groups/1631-1530825318", "GET", "PUT")]
    [TestCase("/v1/groups/1631-1530825318/invite", "GET", "DELETE")]
    [TestCase("/v1/groups/1631-1530825318/participants", "DELETE")]
    [TestCase("/v1/groups/1631-1530825318/admins", "PATCH", "DELETE")]
    [TestCase("/v1/groups/1631-1530825318/leave", "POST")]
    [TestCase("/v1/groups/1631-1530825318/icon?format=link", "GET", "POST", "DELETE")]
    public Task Groups_are_501_on_the_cloud_api(string path, params string[] methods) =>
        IsNotImplementedAsync(path, methods, "Managing groups is not available on the Cloud API");

    [TestCase("/v1/stickerpacks?namespace=whatsapp", "GET", "POST")]
    [TestCase("/v1/stickerpacks/abc/", "GET", "PATCH", "DELETE")]
    [TestCase("/v1/stickerpacks/abc/stickers", "GET", "POST")]
    [TestCase("/v1/stickerpacks/abc/stickers/0", "GET", "PATCH", "DELETE")]
    public Task Sticker_packs_are_501_on_the_cloud_api(string path, params string[] methods) =>
        IsNotImplementedAsync(path, methods, "Managing sticker packs is not available on the Cloud API");

    [Test]
    public async Task Who_shows_no_key_is_not_told()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/groups", key: null);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private async Task IsNotImplementedAsync(string path, string[] methods, string details)
    {
        foreach (var method in methods)
        {
            using var content = method == "GET" ? null : new StringContent("""{"wa_ids":["255712000111"]}""");
            using var answer = await _edge.SendAsync(new HttpMethod(method), path, _key, content);
            await answer.IsV1ErrorAsync(HttpStatusCode.NotImplemented, 1000, "Generic error", details);
        }

        using var other = await _edge.SendAsync(HttpMethod.Options, path, _key);
        Assert.That(
            (other.StatusCode, other.Content.Headers.Allow.Order()),
            Is.EqualTo((HttpStatusCode.MethodNotAllowed, methods.Order())).UsingPropertiesComparer());
    }
}
