using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Tujenge.Infra.Secrets;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;

namespace Tujenge.Services.Tests.Secrets;

/// <summary>Keys change while replicas run.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RotationTests
{
    private TestBed _bed = null!;
    private EdgeReplica _one = null!;
    private EdgeReplica _other = null!;
    private string _key = "";

    [SetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _one = await EdgeReplica.StartAsync(_bed.Settings);
        _other = await EdgeReplica.StartAsync(_bed.Settings);
        (_, _, _key) = await _one.CreateChannelAsync();
        await _one.SetWebhookAsync(_key, "before");
        Assert.That(await _other.ReadHeaderAsync(_key), Is.EqualTo("before"));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task What_one_replica_writes_with_a_new_key_the_other_reads_at_once_and_the_old_stays_readable()
    {
        var (_, _, untouched) = await _one.CreateChannelAsync();
        await _one.SetWebhookAsync(untouched, "old");

        var newKey = _one.Services.GetRequiredService<KeyRing>().AddKey();
        await _one.SetWebhookAsync(_key, "after");
        var keys = (await _bed.StoredAsync()).Select(secret => secret.KeyId).Distinct().ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _other.ReadHeaderAsync(_key), Is.EqualTo("after"));
            Assert.That(await _other.ReadHeaderAsync(untouched), Is.EqualTo("old"));
            Assert.That(keys, Has.Length.EqualTo(2).And.Contains(newKey));
        }
    }

    [Test]
    public async Task Rotating_leaves_no_row_with_an_old_key_and_running_replicas_go_on_with_the_new_one()
    {
        var old = (await _bed.StoredAsync()).Select(secret => secret.KeyId).ToHashSet();
        var ended = await SecretsBed.MigrateAsync(_bed.Settings, "rotate-secrets");
        Assert.That(ended.ExitCode, Is.Zero, ended.Output);

        var rotated = await _bed.StoredAsync();
        await _other.SetWebhookAsync(_key, "after");
        var written = (await _bed.StoredAsync()).Select(secret => secret.KeyId).Distinct();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rotated.Select(secret => secret.KeyId), Has.None.AnyOf([.. old]));
            Assert.That(written.ToArray(), Has.Length.EqualTo(1), "who wrote with the old key now writes with the new one");
            Assert.That(await _one.ReadHeaderAsync(_key), Is.EqualTo("after"));
        }
    }

    [Test]
    public async Task After_rotating_under_a_new_master_key_the_former_one_is_needed_for_nothing()
    {
        var backup = (await _bed.StoredAsync())[^1].Stored;
        var newMasterKey = TestBed.NewMasterKey();

        var closed = await SecretsBed.MigrateAsync(_bed.SettingsWith(newMasterKey), "rotate-secrets");
        var migrate = await SecretsBed.MigrateAsync(_bed.SettingsWith(newMasterKey));
        await using (await EdgeReplica.StartAsync(_bed.SettingsWith(newMasterKey, _bed.MasterKey)))
        {
            var ended = await SecretsBed.MigrateAsync(_bed.SettingsWith(newMasterKey, _bed.MasterKey), "rotate-secrets");
            Assert.That(ended.ExitCode, Is.Zero, ended.Output);
        }

        await using var without = await EdgeReplica.StartAsync(_bed.SettingsWith(newMasterKey));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(closed.ExitCode, Is.EqualTo(1), "the former one was needed");
            Assert.That(closed.Output, Does.Match("^Configuration: Secrets:MasterKey does not open the key ring.*FormerMasterKeys:0\\.\n$"));
            Assert.That(migrate.ExitCode, Is.EqualTo(1));
            Assert.That(migrate.Output, Does.Contain("Secrets:MasterKey does not open the key ring").And.Not.Contain("DirectoryDbContext"));
            Assert.That(await without.ReadHeaderAsync(_key), Is.EqualTo("before"));
            Assert.That(await without.ReadinessAsync(), Is.EqualTo(HttpStatusCode.OK));
        }

        // A row of a backup, which still has a former key of the ring.
        await _bed.ExecuteAsync($"update directory.webhooks set headers = '{backup}'");
        Assert.That(await without.ReadHeaderAsync(_key), Is.EqualTo("before"));
    }

    [Test]
    public async Task Rotating_tells_what_it_cannot_read_and_rotates_the_rest()
    {
        var (broken, intact) = (await _bed.AddChannelAsync(), await _bed.AddChannelAsync());
        await _bed.ExecuteAsync($"update directory.channels set app_secret = (select app_secret from directory.channels where id = '{intact.Id}') where id = '{broken.Id}'");

        var ended = await SecretsBed.MigrateAsync(_bed.Settings, "rotate-secrets");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(1));
            Assert.That(ended.Output, Does.Contain($"The app secret of channel {broken.Id} cannot be decrypted").And.Not.Contain($"{intact.Id}"));
            Assert.That((await _bed.StoredAsync()).CountBy(secret => secret.KeyId.GetValueOrDefault()).Select(key => key.Value), Has.One.EqualTo(1), "all but that one");
        }
    }

    [Test]
    public async Task A_command_that_does_not_exist_is_refused_and_nothing_is_done()
    {
        var before = await _bed.StoredAsync();
        var ended = await SecretsBed.MigrateAsync(_bed.Settings, "rotate-secret");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(1));
            Assert.That(ended.Output, Is.EqualTo("Configuration: there is no command 'rotate-secret', only rotate-secrets. See --help.\n"));
            Assert.That(await _bed.StoredAsync(), Is.EquivalentTo(before));
        }
    }
}
