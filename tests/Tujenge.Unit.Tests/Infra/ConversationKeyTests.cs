using NUnit.Framework;
using Tujenge.Infra.Numbers;

namespace Tujenge.Unit.Tests.Infra;

[Parallelizable]
internal sealed class ConversationKeyTests
{
    [TestCase("5491155556666", "541155556666", TestName = "Argentina's mobile 9")]
    [TestCase("5215512345678", "525512345678", TestName = "Mexico's mobile 1")]
    [TestCase("5511987654321", "551187654321", TestName = "Brazil's ninth digit")]
    public void Two_spellings_of_one_number_have_one_key(string with, string without)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ConversationKey.Of(with), Is.EqualTo(ConversationKey.Of(without)));
            Assert.That(ConversationKey.Of(without), Is.EqualTo(without));
        }
    }

    [TestCase("255712000111")]
    [TestCase("549115555666")] // a digit short
    [TestCase("54911555566667")] // a digit long
    [TestCase("5511387654321")] // no 9 in the ninth digit's place
    [TestCase("4915123456789")]
    [TestCase("US.13491208655302741918")]
    [TestCase("group-1@g.us")]
    [TestCase("")]
    public void Everything_else_is_its_own_key(string recipient) =>
        Assert.That(ConversationKey.Of(recipient), Is.EqualTo(recipient));

    [Test]
    public void A_key_is_its_own_key()
    {
        // Keys are stored, and looked up by what is a key already.
        foreach (var number in new[] { "5491155556666", "5215512345678", "5511987654321", "255712000111" })
        {
            var key = ConversationKey.Of(number);
            Assert.That(ConversationKey.Of(key), Is.EqualTo(key));
        }
    }
}
