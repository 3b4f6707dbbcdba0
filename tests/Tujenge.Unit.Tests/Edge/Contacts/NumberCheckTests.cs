using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Edge.Contacts.Checking;

namespace Tujenge.Unit.Tests.Edge.Contacts;

/// <summary>Which texts can be numbers (limits, section 3).</summary>
[Parallelizable]
internal sealed class NumberCheckTests
{
    [TestCase("+255712000111", "255712000111")]
    [TestCase("255712000111", "255712000111")]
    [TestCase("+255 712 000 111", "255712000111")]
    [TestCase("+255-712.000 (111)", "255712000111")]
    [TestCase("\u202a+255\u00a0712\u2011000\u2013111\u202c", "255712000111", Description = "copied from an address book")]
    [TestCase("+1 650-555-1234", "16505551234")]
    [TestCase("15550109999", "15550109999", Description = "no block in use, but the right length")]
    [TestCase("+250788123123", "250788123123")]
    [TestCase("+44 (0) 20 7946 0958", "442079460958", Description = "with the trunk prefix that belongs to calls within the country")]
    [TestCase("+5511987654321", "5511987654321")]
    [TestCase("+551187654321", "551187654321", Description = "Brazil without the ninth digit")]
    [TestCase("5491123456789", "5491123456789", Description = "Argentina's mobile form")]
    [TestCase("+54 9 11 15 2345-6789", "5491123456789", Description = "the same with the 15 of calls within the country")]
    [TestCase("541123456789", "541123456789")]
    [TestCase("+54 9 11 2345-6789", "5491123456789")]
    [TestCase("5215512345678", "5215512345678", Description = "Mexico's mobile form")]
    [TestCase("+52 1 55 1234 5678", "5215512345678")]
    [TestCase("525512345678", "525512345678")]
    [TestCase("+44 (0)7911 123499", "447911123499")]
    [TestCase("+255 (0) 712 345 601", "255712345601")]
    [TestCase("+44 07911 123499", "447911123499")]
    [TestCase("+54 11 15 2345-6788", "5491123456788", Description = "Argentina's 15, dialled within the country")]
    [TestCase("255712345602.0", "255712345602", Description = "a number of a table")]
    [TestCase("+2904123456", null, "invalid", Description = "Saint Helena has shorter ones")]
    [TestCase("0712000222", null, "invalid")]
    [TestCase("00255712000111", null, "invalid")]
    [TestCase("+25571200", null, "invalid")]
    [TestCase("+2557120001112223", null, "invalid")]
    [TestCase("521551234567", "521551234567", Description = "an area code that begins with 1")]
    [TestCase("52155123456", null, "invalid", Description = "Mexico's mobile form, too short")]
    [TestCase("980299-8", null, "invalid", Description = "too short without the trunk prefix")]
    [TestCase("54911234567890", null, "invalid", Description = "Argentina's mobile form, too long")]
    [TestCase("+999712000111", null, "invalid", Description = "no country has this prefix")]
    [TestCase("123456", null, "invalid")]
    [TestCase("1", null, "invalid")]
    [TestCase("", null, "failed")]
    [TestCase("+", null, "failed")]
    [TestCase("  ", null, "failed")]
    [TestCase("++255712000111", null, "failed")]
    [TestCase("255712000111x", null, "failed")]
    [TestCase("Asha", null, "failed")]
    [TestCase("US.ENT.1234", "US.ENT.1234")]
    [TestCase("US.1234", "US.1234", Description = "the id of a customer who hides the number")]
    [TestCase("us.1234", null, "failed")]
    [TestCase("US.12 34", null, "failed")]
    [TestCase("+255712000111;ext=1", null, "failed")]
    [TestCase("tel:+255712000111", null, "failed")]
    [TestCase("+255712000111                                                                            ", null, "failed")]
    public void A_text_is_judged(string input, string? waId, string status = "valid") =>
        Assert.That(NumberCheck.Of(input), Is.EqualTo(new NumberCheck(input, status, waId)));

    [TestCase("447911123499", "447911123499")]
    [TestCase("4407911123499", "447911123499")]
    [TestCase("2550712345601", "255712345601")]
    [TestCase("54111523456788", "5491123456788")]
    [TestCase("549111523456788", "5491123456788")]
    [TestCase("5491123456789", "5491123456789")]
    [TestCase("541123456789", "541123456789", Description = "WhatsApp finds its own forms")]
    [TestCase("5215512345678", "5215512345678")]
    [TestCase("525512345678", "525512345678")]
    [TestCase("551187654321", "551187654321")]
    [TestCase("390612345678", "390612345678", Description = "Italy's zero is dialled from abroad, too")]
    [TestCase("2250712345678", "2250712345678", Description = "and so is the Ivory Coast's")]
    [TestCase("40712345678", "40712345678", Description = "a zero of the country's code")]
    [TestCase("9990712000111", "9990712000111", Description = "what is no number stays")]
    public void A_message_goes_where_a_number_leads_from_abroad(string digits, string to) =>
        Assert.That(NumberCheck.FromAbroad(digits), Is.EqualTo(to));

    [Test]
    public void No_text_makes_it_throw() => Prop
        .ForAll<string?>(text => NumberCheck.Of(text ?? "").Input == (text ?? ""))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void No_digits_make_it_throw_and_a_valid_number_is_one() => Prop
        .ForAll(
            Gen.Elements("0123456789012345678901234567890 -+()".ToCharArray()).ArrayOf().Select(letters => new string(letters)).ToArbitrary(),
            text => NumberCheck.Of(text) is { Status: "valid" } check
                ? check.WaId is { Length: >= 7 and <= 15 } digits && digits[0] != '0' && digits.All(char.IsAsciiDigit)
                : NumberCheck.Of(text).WaId is null)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
