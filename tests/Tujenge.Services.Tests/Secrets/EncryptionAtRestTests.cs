using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;

namespace Tujenge.Services.Tests.Secrets;

/// <summary>Who has the database has no secret.</summary>
[TestFixture]
public sealed class EncryptionAtRestTests
{
    private TestBed _bed = null!;
    private EdgeReplica _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Nothing_of_a_channel_and_its_webhook_that_is_secret_is_anywhere_in_the_database_in_clear()
    {
        using var created = await _edge.AdminAsync(HttpMethod.Post, "/admin/v1/channels", """
            {"phone_number":"255754123456","phone_number_id":"the-number-id","access_token":"EAAfirstAccessToken",
             "app_secret":"theAppSecret","verify_token":"theVerifyToken"}
            """);
        Assert.That((int)created.StatusCode, Is.EqualTo(201));
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var changed = await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{id}", """{"access_token":"EAAsecondAccessToken"}""");
        Assert.That((int)changed.StatusCode, Is.EqualTo(200));
        using var answer = await _edge.AdminAsync(HttpMethod.Post, $"/admin/v1/channels/{id}/keys");
        var key = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        await _edge.SetWebhookAsync(key, "theFirstHeader");
        using var set = await _edge.AdminAsync(HttpMethod.Put, $"/admin/v1/channels/{id}/webhook", """
            {"url":"https://receiver.example/","headers":{"Authorization":"Bearer theSecondHeader"}}
            """);
        Assert.That((int)set.StatusCode, Is.EqualTo(200));

        var dump = await DatabaseDump.ReadAsync(_bed.Database);
        Assert.That(dump, Does.Contain("the-number-id").And.Contain("receiver.example").And.Contain("encryptedSecret"), "the dump looks at the right places");
        string[] secrets =
            ["EAAfirstAccessToken", "EAAsecondAccessToken", "theAppSecret", "theVerifyToken", "theFirstHeader", "theSecondHeader", key, _bed.MasterKey];
        using (Assert.EnterMultipleScope())
        {
            foreach (var secret in secrets)
            {
                Assert.That(dump, Does.Not.Contain(secret));
                Assert.That(dump, Does.Not.Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')));
                Assert.That(dump, Does.Not.Contain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret))));
            }

            Assert.That(dump, Does.Not.Contain("<masterKey>").And.Not.Contain("requiresEncryption"), "the ring's keys");
        }
    }

    [Test]
    public async Task What_an_earlier_release_stored_in_clear_is_encrypted_by_migrate_once()
    {
        var channel = await _bed.AddChannelAsync();
        var (_, _, key) = await _edge.CreateChannelAsync();
        await _edge.SetWebhookAsync(key, "any");
        await _bed.ExecuteAsync($"update directory.channels set access_token = 'EAAinClear', app_secret = 'inClear' where id = '{channel.Id}'");
        await _bed.ExecuteAsync("""update directory.webhooks set headers = '{"X-Secret-Header":"headerInClear"}'""");

        var first = await SecretsBed.MigrateAsync(_bed.Settings);
        var dump = await DatabaseDump.ReadAsync(_bed.Database);
        var stored = await _bed.StoredAsync();
        var second = await SecretsBed.MigrateAsync(_bed.Settings);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)));
            Assert.That(first.Output, Does.Contain("channels and webhooks had some in clear; they are encrypted now"));
            Assert.That(second.Output, Does.Not.Contain("in clear"));
            Assert.That(dump, Does.Not.Contain("EAAinClear").And.Not.Contain("inClear").And.Not.Contain("headerInClear"));
            Assert.That(await _edge.ReadHeaderAsync(key), Is.EqualTo("headerInClear"));
            Assert.That(await _bed.StoredAsync(), Is.EquivalentTo(stored), "the second time changes nothing");
        }
    }
}
