using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Secrets;

/// <summary>For <c>dotnet ef migrations add</c> only; nothing connects.</summary>
internal sealed class SecretsDbContextFactory : IDesignTimeDbContextFactory<SecretsDbContext>
{
    public SecretsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SecretsDbContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = "Host=unused" }, SecretsDbContext.Schema);
        return new SecretsDbContext(options.Options);
    }
}
