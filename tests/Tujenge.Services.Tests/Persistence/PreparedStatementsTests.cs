using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Persistence;
using Tujenge.Services.Tests.Support;

namespace Tujenge.Services.Tests.Persistence;

/// <summary>Statements that are repeated are planned once for each connection; here there is one connection.</summary>
[TestFixture]
public sealed class PreparedStatementsTests
{
    [Test]
    public async Task They_go_on_when_a_later_release_has_added_a_column()
    {
        await using var bed = await TestBed.CreateAsync();
        var options = new DbContextOptionsBuilder<InboundDbContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = $"{bed.Database};Maximum Pool Size=1" }, InboundDbContext.Schema);
        for (var i = 0; i < 10; i++)
        {
            await ClaimAsync();
        }

        await using var db = new InboundDbContext(options.Options);
        Assert.That(
            await db.Database.SqlQueryRaw<string>("""select statement as "Value" from pg_prepared_statements""").ToListAsync(),
            Has.Some.Contains("update inbound.postponed"));

        await db.Database.ExecuteSqlRawAsync("alter table inbound.postponed add column later text");
        await ClaimAsync();

        async Task ClaimAsync()
        {
            await using var claiming = new InboundDbContext(options.Options);
            await claiming.ClaimPostponedAsync(1, [], bed.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), CancellationToken.None);
        }
    }
}
