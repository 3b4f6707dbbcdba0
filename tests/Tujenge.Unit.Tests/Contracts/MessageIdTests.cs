using NUnit.Framework;
using Tujenge.Contracts.Messages;

namespace Tujenge.Unit.Tests.Contracts;

[Parallelizable]
internal sealed class MessageIdTests
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Test]
    public void An_id_has_the_form_that_clients_know() =>
        Assert.That(MessageId.New(Moment), Does.Match("^gBEG[0-9A-F]{32}$"));

    [Test]
    public void Ids_sort_by_the_moment_they_were_given()
    {
        string[] ids =
        [
            MessageId.New(Moment),
            MessageId.New(Moment.AddMilliseconds(1)),
            MessageId.New(Moment.AddSeconds(1)),
            MessageId.New(Moment.AddYears(50)),
        ];

        Assert.That(ids, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
    }

    [Test]
    public void Whoever_knows_one_id_knows_no_other_of_the_same_moment()
    {
        // 18 digits follow the time, the version and the variant's digit: 72 random bits and more.
        var tails = Enumerable.Range(0, 1000).Select(_ => MessageId.New(Moment)[^18..]).ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tails, Is.Unique);
            for (var digit = 3; digit < 18; digit++)
            {
                Assert.That(tails.Select(tail => tail[digit]).Distinct().Count(), Is.EqualTo(16), $"digit {digit}");
            }
        }
    }

    [TestCase(0)]
    [TestCase(1.5)]
    [TestCase(-0.001)]
    [TestCase(1e9)]
    public void An_id_knows_its_age(double seconds) => Assert.That(
        MessageId.AgeOf(MessageId.New(Moment), Moment.AddSeconds(seconds)), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [Test]
    public void An_id_that_somebody_made_up_has_an_age_too() => Assert.That(
        MessageId.AgeOf("gBEGFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", Moment), Is.LessThan(TimeSpan.FromDays(-3_000_000)));

    [Test]
    public void An_id_of_ours_is_recognised() => Assert.That(MessageId.IsOurs(MessageId.New(Moment)), Is.True);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("wamid.HBgMMjU1NzEyMDAwMTExFQIAERgSOTlBMkY0")]
    [TestCase("gBEGJVcSAAERAglK1ZEqA1YKPrU")]
    [TestCase("gBEG0190A5D27C117E2A9F003B5A5D1C2E4")]
    [TestCase("gBEG0190A5D27C117E2A9F003B5A5D1C2E4FF")]
    [TestCase("gBEG0190A5D27C117E2A9F003B5A5D1C2E4G")]
    [TestCase("gBEG0190A5D2-7C11-7E2A-9F00-3B5A5D1C")]
    [TestCase("ABEG0190A5D27C117E2A9F003B5A5D1C2E4F")]
    [TestCase("GBEG0190A5D27C117E2A9F003B5A5D1C2E4F")]
    public void Everything_else_is_not_ours(string? id) => Assert.That(MessageId.IsOurs(id), Is.False);
}
