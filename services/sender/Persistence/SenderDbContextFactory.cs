using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Tujenge.Infra.Persistence;

namespace Tujenge.Sender.Persistence;

/// <summary>For <c>dotnet ef migrations add</c> only; nothing connects.</summary>
internal sealed class SenderDbContextFactory : IDesignTimeDbContextFactory<SenderDbContext>
{
    public SenderDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SenderDbContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = "Host=unused" }, SenderDbContext.Schema);
        return new SenderDbContext(options.Options);
    }
}
