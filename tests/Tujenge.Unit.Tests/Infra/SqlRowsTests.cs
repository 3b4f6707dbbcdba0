using NUnit.Framework;
using Tujenge.Infra.Persistence;

namespace Tujenge.Unit.Tests.Infra;

[Parallelizable]
internal sealed class SqlRowsTests
{
    [Test]
    public void Without_rows_there_is_nothing()
    {
        var rows = new SqlRows("{0}");

        Assert.That((rows.ToString(), rows.Values.Count), Is.EqualTo(("", 0)));
    }

    [Test]
    public void Values_are_numbered_through_all_rows()
    {
        var rows = new SqlRows("{0}, cast({1} as text), 0, {0}");
        rows.Add(1, "a");
        rows.Add(2, null);
        rows.Add(3, "'); drop table channels; -- {0}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                rows.ToString(),
                Is.EqualTo("({0}, cast({1} as text), 0, {0}), ({2}, cast({3} as text), 0, {2}), ({4}, cast({5} as text), 0, {4})"));
            Assert.That(rows.Values, Is.EqualTo(new object?[] { 1, "a", 2, null, 3, "'); drop table channels; -- {0}" }));
        }
    }
}
