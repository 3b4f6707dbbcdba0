using NUnit.Framework;
using Tujenge.Infra.Privacy;

namespace Tujenge.Unit.Tests.Infra;

[Parallelizable]
internal sealed class PhoneNumberMaskTests
{
    [TestCase("255712000111", "255*******11")]
    [TestCase("+255712000111", "+25********11")]
    [TestCase("12345678", "123***78")]
    [TestCase("1234567", "*******")]
    [TestCase("1", "*")]
    [TestCase("", "")]
    public void Only_the_country_and_two_digits_are_shown(string number, string shown) =>
        Assert.That(PhoneNumberMask.Mask(number), Is.EqualTo(shown));
}
