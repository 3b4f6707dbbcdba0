using System.Net;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Infra.Directory;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class AdminKeysTests
{
    private const string Unknown = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private RunningEdge _edge = null!;
    private Guid _channelId;
    private Guid _keyId;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [SetUp]
    public async Task CreateChannelAsync() => (_channelId, _keyId, _key) = await _edge.CreateChannelAsync();

    [Test]
    public async Task A_key_is_made_of_256_random_bits()
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Post, $"/admin/v1/channels/{_channelId}/keys");
        var key = await answer.ReadJsonAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(key.EnumerateObject().Select(member => member.Name), Is.EqualTo(["id", "key", "created_at"]));
            Assert.That(key.GetProperty("key").GetString(), Does.Match("^tjk_[A-Za-z0-9_-]{43}[0-9a-f]{8}$").And.Not.EqualTo(_key));
        }
    }

    [Test]
    public async Task A_new_key_works_at_once()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Keys_are_listed_without_their_text_which_is_shown_once()
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{_channelId}/keys");
        var list = await answer.Content.ReadAsStringAsync();
        var keys = JsonDocument.Parse(list).RootElement.GetProperty("keys").EnumerateArray().ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(keys.Select(key => key.GetProperty("id").GetGuid()), Is.EqualTo([_keyId]));
            Assert.That(keys[0].EnumerateObject().Select(member => member.Name), Is.EqualTo(
                ["id", "start", "created_at", "last_used_at", "expires_at", "revoked_at"]));
            Assert.That(keys[0].GetProperty("revoked_at").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(keys[0].GetProperty("start").GetString(), Is.EqualTo(_key[..12]));
            Assert.That(list, Does.Not.Contain(_key[..13]));
        }
    }

    [Test]
    public async Task Only_a_hash_of_the_key_is_stored()
    {
        await using var db = await _edge.OpenDirectoryAsync();
        var stored = await db.ApiKeys.FindAsync(_keyId);
        var files = System.IO.Directory.GetFiles(Path.GetDirectoryName(_edge.DatabaseFile)!);

        Assert.That(stored!.Hash, Is.EqualTo(ApiKeyText.HashOf(_key)));
        Assert.That(files, Is.Not.Empty);
        foreach (var file in files)
        {
            // The journal of the last transaction may be gone by now.
            var bytes = File.Exists(file) ? await ReadSharedAsync(file) : [];
            Assert.That(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(_key)), Is.EqualTo(-1));
        }
    }

    [Test]
    public async Task A_revoked_key_stays_in_the_list_with_the_moment_of_its_first_revocation()
    {
        using var first = await _edge.AdminAsync(HttpMethod.Delete, $"/admin/v1/keys/{_keyId}");
        var revokedAt = await RevokedAtAsync();
        using var second = await _edge.AdminAsync(HttpMethod.Delete, $"/admin/v1/keys/{_keyId}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NoContent)));
            Assert.That(revokedAt, Is.EqualTo(DateTimeOffset.UtcNow).Within(10).Seconds);
            Assert.That(await RevokedAtAsync(), Is.EqualTo(revokedAt));
        }
    }

    [Test]
    public async Task Keys_of_another_channel_are_not_in_the_list()
    {
        var (other, _, _) = await _edge.CreateChannelAsync();
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{other}/keys");

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain($"{_keyId}"));
    }

    [TestCase("POST", $"/admin/v1/channels/{Unknown}/keys", "There is no channel with this id.")]
    [TestCase("GET", $"/admin/v1/channels/{Unknown}/keys", "There is no channel with this id.")]
    [TestCase("DELETE", $"/admin/v1/keys/{Unknown}", "There is no key with this id.")]
    [TestCase("POST", $"/admin/v1/keys/{Unknown}/rotate", "There is no key with this id.")]
    [TestCase("DELETE", "/admin/v1/keys/7", "This path does not exist.")]
    public async Task What_does_not_exist_is_not_found(string method, string path, string detail)
    {
        using var answer = await _edge.AdminAsync(new HttpMethod(method), path);
        await answer.IsProblemAsync(HttpStatusCode.NotFound, "Not Found", detail);
    }

    private async Task<DateTimeOffset> RevokedAtAsync()
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{_channelId}/keys");
        return (await answer.ReadJsonAsync()).GetProperty("keys")[0].GetProperty("revoked_at").GetDateTimeOffset();
    }

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
