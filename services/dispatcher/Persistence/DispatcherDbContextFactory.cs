using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Tujenge.Infra.Persistence;

namespace Tujenge.Dispatcher.Persistence;

/// <summary>For <c>dotnet ef migrations add</c> only; nothing connects.</summary>
internal sealed class DispatcherDbContextFactory : IDesignTimeDbContextFactory<DispatcherDbContext>
{
    public DispatcherDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<DispatcherDbContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = "Host=unused" }, DispatcherDbContext.Schema);
        return new DispatcherDbContext(options.Options);
    }
}
