using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge.Persistence;

/// <summary>For <c>dotnet ef migrations add</c> only; nothing connects.</summary>
internal sealed class EdgeDbContextFactory : IDesignTimeDbContextFactory<EdgeDbContext>
{
    public EdgeDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<EdgeDbContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = "Host=unused" }, EdgeDbContext.Schema);
        return new EdgeDbContext(options.Options);
    }
}
