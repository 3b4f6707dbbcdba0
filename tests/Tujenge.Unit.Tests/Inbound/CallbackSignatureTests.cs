using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Inbound.Receiving;

namespace Tujenge.Unit.Tests.Inbound;

internal sealed class CallbackSignatureTests
{
    private const string Secret = "an app's secret";

    private static readonly byte[] Body = "{\"text\":\"H\\u00e9\"}"u8.ToArray();

    [Test]
    public void A_known_signature_is_recognised()
    {
        // RFC 4231, test case 2.
        var signature = CallbackSignature.Parse("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        Assert.That(CallbackSignature.IsMadeBy("Jefe", "what do ya want for nothing?"u8, signature), Is.True);
    }

    [Test]
    public void Upper_case_is_as_good() => Assert.That(
        CallbackSignature.IsMadeBy(Secret, Body, CallbackSignature.Parse(HeaderOf(Secret).ToUpperInvariant())), Is.True);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("sha256=")]
    [TestCase("sha256=00")]
    [TestCase("sha1=0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("sha256=000000000000000000000000000000000000000000000000000000000000000g")]
    [TestCase("sha256=00000000000000000000000000000000000000000000000000000000000000000")]
    public void What_has_not_the_form_of_a_signature_is_none(string? header) =>
        Assert.That(CallbackSignature.Parse(header), Is.Null);

    [Test]
    public void No_secret_matches_nothing_not_even_its_own_signature() => Assert.That(
        CallbackSignature.IsMadeBy("", Body, CallbackSignature.Parse(HeaderOf(""))), Is.False);

    [Test]
    public void A_signature_of_another_length_matches_nothing() =>
        Assert.That(CallbackSignature.IsMadeBy(Secret, Body, []), Is.False);

    [Test]
    public void One_changed_bit_of_the_body_is_noticed() => Prop
        .ForAll(Gen.Choose(0, (Body.Length * 8) - 1).ToArbitrary(), bit =>
        {
            var changed = Body.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            return !CallbackSignature.IsMadeBy(Secret, changed, CallbackSignature.Parse(HeaderOf(Secret)));
        })
        .QuickCheckThrowOnFailure();

    [Test]
    public void No_header_makes_it_throw() => Prop
        .ForAll<string?>(header => CallbackSignature.Parse(header) is null or { Length: 32 })
        .QuickCheckThrowOnFailure();

    [TestCase("token", "token", true)]
    [TestCase("token", "Token", false)]
    [TestCase("token", "token ", false)]
    [TestCase("token", "", false)]
    public void Texts_are_equal_letter_by_letter(string left, string right, bool equal) =>
        Assert.That(CallbackSignature.AreEqual(left, right), Is.EqualTo(equal));

    private static string HeaderOf(string secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body))}";
}
