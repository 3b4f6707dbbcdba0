using Npgsql;
using NUnit.Framework;
using Tujenge.Infra.Persistence;

namespace Tujenge.Unit.Tests.Infra;

[TestFixture]
public sealed class DatabaseOptionsTests
{
    [TestCase("Host=db;Database=tujenge", 10)]
    [TestCase("Host=db;Database=tujenge;Maximum Pool Size=100", 100)]
    [TestCase("Host=db;Database=tujenge;MaxPoolSize=25", 25)]
    public void A_process_opens_ten_connections_unless_told_otherwise(string given, int connections) => Assert.That(
        new NpgsqlConnectionStringBuilder(new DatabaseOptions { ConnectionString = given }.ToNpgsql()).MaxPoolSize,
        Is.EqualTo(connections));
}
