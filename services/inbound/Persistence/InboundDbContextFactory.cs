using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Tujenge.Infra.Persistence;

namespace Tujenge.Inbound.Persistence;

/// <summary>For <c>dotnet ef migrations add</c> only; nothing connects.</summary>
internal sealed class InboundDbContextFactory : IDesignTimeDbContextFactory<InboundDbContext>
{
    public InboundDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<InboundDbContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = "Host=unused" }, InboundDbContext.Schema);
        return new InboundDbContext(options.Options);
    }
}
