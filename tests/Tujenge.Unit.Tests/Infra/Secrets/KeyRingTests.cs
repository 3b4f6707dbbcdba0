using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Tujenge.Infra.Secrets;

namespace Tujenge.Unit.Tests.Infra.Secrets;

/// <summary>The ring's keys come, go and are found by everybody.</summary>
[Parallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KeyRingTests : IDisposable
{
    private readonly RingFolder _ring = new();
    private readonly string _masterKey = RingFolder.NewMasterKey();
    private readonly Guid _channel = Guid.NewGuid();

    public void Dispose() => _ring.Dispose();

    [Test]
    public async Task A_key_that_another_process_has_just_made_is_found()
    {
        var (one, other) = (await _ring.StartAsync(_masterKey), await _ring.StartAsync(_masterKey));
        var before = Protect(one, "before");
        Assert.That(Reveal(other, before), Is.EqualTo("before"));

        var key = RingOf(one).AddKey();
        var after = Protect(one, "after");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.KeyId, Is.EqualTo(key));
            Assert.That(before.KeyId, Is.Not.EqualTo(key));
            Assert.That(RingOf(other).With(key).Has(key), Is.True);
            Assert.That(Reveal(other, after), Is.EqualTo("after"));
            Assert.That(Reveal(other, before), Is.EqualTo("before"));
        }
    }

    [Test]
    public async Task A_key_at_its_end_has_a_successor_in_time_and_still_decrypts()
    {
        var process = await _ring.StartAsync(_masterKey);
        var now = DateTimeOffset.UtcNow;
        var first = RingOf(process).AddKey(now.AddDays(-89), now.AddDays(1));
        var secret = Protect(process, "secret");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(secret.KeyId, Is.EqualTo(first), "the successor's time has not come");
            Assert.That(await _ring.CountAsync(), Is.EqualTo(2));
            Assert.That(Reveal(await _ring.StartAsync(_masterKey), secret), Is.EqualTo("secret"));
        }
    }

    [Test]
    public async Task Another_master_key_neither_reads_nor_adds_a_key_that_nobody_else_could_open()
    {
        var secret = Protect(await _ring.StartAsync(_masterKey), "secret");
        var stranger = await _ring.StartAsync(RingFolder.NewMasterKey());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => RingOf(stranger).Check(),
                Throws.InstanceOf<KeyRingClosedException>().With.Message.StartWith("Configuration: Secrets:MasterKey does not open the key ring."));
            Assert.That(() => Protect(stranger, "x"), Throws.InstanceOf<KeyRingClosedException>());
            Assert.That(() => RingOf(stranger).AddKey(), Throws.InstanceOf<KeyRingClosedException>());
            Assert.That(() => Reveal(stranger, secret), Throws.InstanceOf<UnreadableSecretException>());
            Assert.That(await _ring.CountAsync(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_process_that_was_left_behind_by_a_new_master_key_adds_no_key_either()
    {
        var left = await _ring.StartAsync(_masterKey);
        Protect(left, "before");
        RingOf(await _ring.StartAsync(RingFolder.NewMasterKey(), _masterKey)).AddKey();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => RingOf(left).AddKey(), Throws.InstanceOf<KeyRingClosedException>());
            Assert.That(await _ring.CountAsync(), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_secret_is_readable_in_its_own_place_only()
    {
        var process = await _ring.StartAsync(_masterKey);
        var secrets = process.GetRequiredService<SecretProtector>();
        var secret = secrets.Protect("secret", _channel, SecretField.AppSecret);
        var another = Guid.NewGuid();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RevealAs(_channel, SecretField.AppSecret), Is.EqualTo("secret"));
            Assert.That(
                () => RevealAs(another, SecretField.AppSecret),
                Throws.InstanceOf<UnreadableSecretException>().With.Message.EqualTo(
                    $"The app secret of channel {another} cannot be decrypted: it was changed, or encrypted for another channel or field; set it again."));
            Assert.That(() => RevealAs(_channel, SecretField.AccessToken), Throws.InstanceOf<UnreadableSecretException>());
        }

        string RevealAs(Guid channel, SecretField field)
        {
            var stored = new ProtectedText(secret.Stored);
            secrets.Open(stored, channel, field);
            return stored.Reveal();
        }
    }

    [Test]
    public async Task What_is_stored_in_clear_is_not_taken_for_a_secret()
    {
        var process = await _ring.StartAsync(_masterKey);
        Assert.That(
            () => Reveal(process, new ProtectedText("EAAB-clear")),
            Throws.InstanceOf<UnreadableSecretException>().With.Message.Contain("run the migrate service").And.Message.Not.Contain("EAAB"));
    }

    [Test]
    public async Task A_key_that_is_lost_is_named()
    {
        var foreign = new RingFolder();
        using (foreign)
        {
            var secret = Protect(await foreign.StartAsync(_masterKey), "secret");
            Assert.That(
                async () => Reveal(await _ring.StartAsync(_masterKey), secret),
                Throws.InstanceOf<UnreadableSecretException>().With.Message.Contain($"the key ring has no key {secret.KeyId}; restore the table secrets.keys"));
        }
    }

    [Test]
    public void A_secret_shows_nothing_as_text_and_nothing_before_it_is_opened()
    {
        var secret = new ProtectedText("CfDJ8…");
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{secret}", Is.EqualTo("(secret)"));
            Assert.That(() => secret.Reveal(), Throws.InvalidOperationException);
        }
    }

    private static KeyRing RingOf(IServiceProvider process) => process.GetRequiredService<KeyRing>();

    private ProtectedText Protect(IServiceProvider process, string clear) => new(
        process.GetRequiredService<SecretProtector>().Protect(clear, _channel, SecretField.AccessToken).Stored);

    private string Reveal(IServiceProvider process, ProtectedText secret)
    {
        process.GetRequiredService<SecretProtector>().Open(secret, _channel, SecretField.AccessToken);
        return secret.Reveal();
    }
}
