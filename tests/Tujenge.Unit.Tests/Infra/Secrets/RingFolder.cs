using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tujenge.Infra.Secrets;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Infra.Secrets;

/// <summary>A key ring in SQLite, and processes that share it.</summary>
internal sealed class RingFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<WebApplication> _processes = [];

    public static string NewMasterKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Services of a process with these master keys, the newest first.</summary>
    public async Task<IServiceProvider> StartAsync(params string[] masterKeys)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Database:Provider", "Sqlite"),
            new("Database:ConnectionString", _folder.Path),
            new("Secrets:MasterKey", masterKeys[0]),
            .. masterKeys.Skip(1).Select((key, number) => KeyValuePair.Create($"Secrets:FormerMasterKeys:{number}", (string?)key)),
        ]);
        builder.Logging.ClearProviders();
        builder.AddSecrets();
        var process = builder.Build();
        _processes.Add(process);
        await using var db = await process.Services.GetRequiredService<IDbContextFactory<SecretsDbContext>>().CreateDbContextAsync();
        await db.Database.EnsureCreatedAsync();
        return process.Services;
    }

    /// <summary>Number of keys in the ring.</summary>
    public async Task<int> CountAsync()
    {
        await using var db = await _processes[0].Services.GetRequiredService<IDbContextFactory<SecretsDbContext>>().CreateDbContextAsync();
        return await db.DataProtectionKeys.CountAsync();
    }

    public void Dispose()
    {
        _processes.ForEach(process => ((IDisposable)process).Dispose());
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
