using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Tujenge.Infra.Persistence;

/// <summary>One way to reach the database for all services.</summary>
public static class PersistenceExtensions
{
    private const string CheckName = "database-";

    /// <summary>Adds a pooled factory of the context and its part of <c>/readyz</c>.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="schema">The context's own schema.</param>
    public static WebApplicationBuilder AddDatabase<TContext>(this WebApplicationBuilder builder, string schema)
        where TContext : DbContext
    {
        // In one process, several services ask for the contexts that they share.
        if (builder.Services.Any(service => service.ServiceType == typeof(IDbContextFactory<TContext>)))
        {
            return builder;
        }

        builder.Services.AddOptions<DatabaseOptions>()
            .BindConfiguration(DatabaseOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddPooledDbContextFactory<TContext>((services, options) =>
            options.UseTujengeDatabase(services.GetRequiredService<IOptions<DatabaseOptions>>().Value, schema));
        builder.Services.AddSingleton<DatabaseReadyCheck<TContext>>(); // It remembers; by itself AddCheck makes one for each look.
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseReadyCheck<TContext>>(CheckName + schema, tags: ["ready"]);

        return builder;
    }

    /// <summary>
    /// For a service that has work to do without the database: once it was ready, its <c>/readyz</c> says «Degraded» with a 200
    /// while the database does not answer, so that nobody stops calling it.
    /// </summary>
    public static WebApplicationBuilder StayReadyWithoutDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.PostConfigure<HealthCheckServiceOptions>(health =>
        {
            foreach (var check in health.Registrations.Where(check => check.Name.StartsWith(CheckName, StringComparison.Ordinal)))
            {
                check.FailureStatus = HealthStatus.Degraded;
            }
        });
        return builder;
    }

    /// <summary>House conventions: snake case names, the migration history inside the context's own schema.</summary>
    public static DbContextOptionsBuilder UseTujengeDatabase(
        this DbContextOptionsBuilder options,
        DatabaseOptions database,
        string schema)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            var file = Path.Combine(database.ConnectionString, $"{schema}.db");
            options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ConnectionString);
        }
        else
        {
            options.UseNpgsql(
                database.ToNpgsql(),
                npgsql => npgsql.MigrationsHistoryTable("__ef_migrations", schema));
        }

        return options
            .UseSnakeCaseNamingConvention()
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }
}
