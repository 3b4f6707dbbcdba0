using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Edge.Persistence;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Windows;
using Tujenge.Sender.Persistence;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests.Support;

/// <summary>Migrated databases: the migrations run once on each server, and every bed gets a copy of what they made.</summary>
internal static class MigratedDatabases
{
    private static readonly ConcurrentDictionary<PostgresServer, Lazy<Task<string>>> Templates = new();

    public static async Task<string> CreateAsync(PostgresServer server) => await server.CreateDatabaseAsync(
        await Templates.GetOrAdd(server, _ => new(() => MigrateAsync(server))).Value);

    /// <summary>Drops what the copies were made from: a server that the environment names outlives this run.</summary>
    public static async Task DropTemplatesAsync()
    {
        foreach (var (server, template) in Templates)
        {
            await server.DropDatabaseAsync(await template.Value);
        }
    }

    private static async Task<string> MigrateAsync(PostgresServer server)
    {
        var database = await server.CreateDatabaseAsync();
        await MigrateAsync<SecretsDbContext>(database, SecretsDbContext.Schema, options => new(options));
        await MigrateAsync<DirectoryDbContext>(database, DirectoryDbContext.Schema, options => new(options));
        await MigrateAsync<WindowsDbContext>(database, WindowsDbContext.Schema, options => new(options));
        await MigrateAsync<EdgeDbContext>(database, EdgeDbContext.Schema, options => new(options));
        await MigrateAsync<SenderDbContext>(database, SenderDbContext.Schema, options => new(options));
        await MigrateAsync<InboundDbContext>(database, InboundDbContext.Schema, options => new(options));
        await MigrateAsync<DispatcherDbContext>(database, DispatcherDbContext.Schema, options => new(options));
        return database;
    }

    private static async Task MigrateAsync<TContext>(string database, string schema, Func<DbContextOptions<TContext>, TContext> create)
        where TContext : DbContext
    {
        // No pool: a database that somebody is connected to cannot be copied.
        var options = new DbContextOptionsBuilder<TContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = $"{database};Pooling=false" }, schema);
        await using var db = create(options.Options);
        await db.Database.MigrateAsync();
    }
}
