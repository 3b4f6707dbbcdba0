using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Infra.Directory;

namespace Tujenge.Unit.Tests.Infra;

[TestFixture]
public sealed class ApiKeyTextTests
{
    [Test]
    public void A_new_key_is_not_damaged_and_any_other_character_in_it_makes_it_so() => Prop.ForAll(
        Gen.Choose(4, 54).Zip(Gen.Elements("0123456789abcdefXYZ_-".ToCharArray())).ToArbitrary(),
        change =>
        {
            var (position, character) = change;
            var key = ApiKeyText.New();
            var changed = key[..position] + character + key[(position + 1)..];
            return !ApiKeyText.IsDamaged(key) && ApiKeyText.IsDamaged(changed) == (changed != key);
        }).QuickCheckThrowOnFailure();

    [TestCase("tjk_sandbox")]
    [TestCase("")]
    [TestCase("a-key-that-a-client-brought-along-from-its-former-provider")]
    public void Keys_of_other_forms_are_not_judged(string key) => Assert.That(ApiKeyText.IsDamaged(key), Is.False);

    [TestCase("tjk_sandbox", "tjk_")]
    [TestCase("ab", "a")]
    public void Of_a_short_key_little_is_shown(string key, string start) => Assert.That(ApiKeyText.StartOf(key), Is.EqualTo(start));
}
