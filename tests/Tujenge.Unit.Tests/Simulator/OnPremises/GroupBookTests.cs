using NUnit.Framework;
using Tujenge.Simulator.OnPremises.Groups;

namespace Tujenge.Unit.Tests.Simulator.OnPremises;

[Parallelizable]
internal sealed class GroupBookTests
{
    [Test]
    public void Groups_of_one_second_have_ids_of_their_own_also_when_one_was_left()
    {
        var book = new GroupBook();
        var first = book.Add("255754000001", "a", DateTimeOffset.UnixEpoch);
        var second = book.Add("255754000001", "b", DateTimeOffset.UnixEpoch);
        book.Remove(first);
        var third = book.Add("255754000001", "c", DateTimeOffset.UnixEpoch);
        Assert.That(new[] { first.Id, second.Id, third.Id }, Is.Unique);
        Assert.That(book.All, Is.EquivalentTo([second, third]));
    }
}
