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

    [TestCase("Host=db;Database=tujenge", 50)]
    [TestCase("Host=pooler;Database=tujenge;Max Auto Prepare=0", 0)]
    public void A_connection_prepares_what_is_repeated_unless_told_otherwise(string given, int statements) => Assert.That(
        new NpgsqlConnectionStringBuilder(new DatabaseOptions { ConnectionString = given }.ToNpgsql()).MaxAutoPrepare,
        Is.EqualTo(statements));
}
