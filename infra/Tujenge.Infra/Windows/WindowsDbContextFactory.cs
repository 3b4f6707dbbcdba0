using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Windows;

/// <summary>For <c>dotnet ef migrations add</c> only; nothing connects.</summary>
internal sealed class WindowsDbContextFactory : IDesignTimeDbContextFactory<WindowsDbContext>
{
    public WindowsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<WindowsDbContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = "Host=unused" }, WindowsDbContext.Schema);
        return new WindowsDbContext(options.Options);
    }
}
