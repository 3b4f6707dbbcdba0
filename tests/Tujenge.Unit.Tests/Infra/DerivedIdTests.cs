using NUnit.Framework;
using Tujenge.Infra.Messaging;

namespace Tujenge.Unit.Tests.Infra;

/// <summary>Ids that two processes, and two releases, must derive alike: else a copy is not recognised as one.</summary>
[Parallelizable]
internal sealed class DerivedIdTests
{
    [Test]
    public void The_id_of_a_cause_never_changes()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(DerivedId.From("gBEG0190", "delivered"), Is.EqualTo(new Guid("dc13f664-0f65-840b-b2f7-4b9f88f0ac44")));
            Assert.That(DerivedId.From("a", "bc"), Is.EqualTo(new Guid("b4c62072-4d95-822b-a976-5d6f660a36f9")));
        }
    }

    [Test]
    public void Parts_are_kept_apart_and_in_order()
    {
        Guid[] ids =
        [
            DerivedId.From("a", "bc"), DerivedId.From("ab", "c"), DerivedId.From("bc", "a"), DerivedId.From("abc"),
            DerivedId.From("a", "bc", ""),
        ];

        Assert.That(ids, Is.Unique);
    }

    [Test]
    public void It_is_marked_as_made_by_a_rule_of_our_own()
    {
        var id = DerivedId.From("x");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(id.Version, Is.EqualTo(8));
            Assert.That(id.Variant, Is.InRange(8, 11));
        }
    }
}
