using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Tujenge.Infra.Secrets;

namespace Tujenge.Unit.Tests.Infra.Secrets;

/// <summary>The encryption of the key ring.</summary>
[Parallelizable]
internal sealed class MasterKeysTests
{
    private static readonly XElement Clear = XElement.Parse("""<masterKey a="1"><value>clear é 👍</value></masterKey>""");

    private readonly string _key = NewKey();

    [Test]
    public void What_was_encrypted_comes_back_and_shows_nothing()
    {
        var keys = With(_key);
        var encrypted = keys.Encrypt(Clear);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(encrypted.ToString(), Does.Not.Contain("clear").And.Not.Contain("masterKey>"));
            Assert.That(XNode.DeepEquals(keys.Decrypt(encrypted), Clear));
            Assert.That(keys.Encrypt(Clear).Value, Is.Not.EqualTo(encrypted.Value), "never the same twice");
            Assert.That(keys.FindOutdated(new XElement("key", encrypted)), Is.Empty);
        }
    }

    [Test]
    public void A_former_master_key_decrypts_and_is_told_from_the_newest()
    {
        var encrypted = With(_key).Encrypt(Clear);
        var rotated = With(NewKey(), "", _key);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(XNode.DeepEquals(rotated.Decrypt(encrypted), Clear));
            Assert.That(rotated.FindOutdated(new XElement("key", new XElement("in", encrypted))).Single().Value, Is.EqualTo(encrypted.Value));
            Assert.That(rotated.FindOutdated(new XElement("key", rotated.Encrypt(Clear))), Is.Empty);
        }
    }

    [Test]
    public void Another_master_key_decrypts_nothing_and_says_which_one_would()
    {
        var keys = With(_key);
        var other = With(NewKey());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.CanDecrypt(keys.Encrypt(Clear)), Is.False);
            Assert.That(
                () => other.Decrypt(keys.Encrypt(Clear)),
                Throws.InstanceOf<CryptographicException>().With.Message.Contain($"master key {keys.Fingerprint}, which is not among those given"));
        }
    }

    [TestCase(0)]
    [TestCase(20)]
    [TestCase(60)]
    public void A_changed_byte_of_nonce_tag_or_ciphertext_is_noticed(int position)
    {
        var keys = With(_key);
        var encrypted = keys.Encrypt(Clear);
        var bytes = Convert.FromBase64String(encrypted.Value);
        bytes[position] ^= 1;
        encrypted.Value = Convert.ToBase64String(bytes);

        Assert.That(() => keys.Decrypt(encrypted), Throws.InstanceOf<CryptographicException>());
    }

    private static MasterKeys With(string key, params string[] former) =>
        new(Options.Create(new SecretsOptions { MasterKey = key, FormerMasterKeys = former }));

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
