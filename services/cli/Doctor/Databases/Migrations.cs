using Microsoft.EntityFrameworkCore;

namespace Tujenge.Cli.Doctor.Databases;

/// <summary>Compares what the database has been through with what this release knows.</summary>
internal static class Migrations
{
    private const string Check = "migrations";

    public static async Task<Finding> LookAtAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        var unknown = new List<string>();
        foreach (var schema in Schema.All)
        {
            await using var db = await schema.Open(services, cancellationToken);
            var known = db.Database.GetMigrations().ToArray();
            var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToArray();
            missing.AddRange(known.Except(applied).Select(migration => $"{schema.Name} {migration}"));
            unknown.AddRange(applied.Except(known).Select(migration => $"{schema.Name} {migration}"));
        }

        return (missing, unknown) switch
        {
            ({ Count: > 0 }, _) => Finding.Failed(
                Check, $"missing: {string.Join(", ", missing)}", "Run migrate: docker compose run --rm migrate, or dotnet run --project services/migrate."),
            (_, { Count: > 0 }) => Finding.Warning(
                Check, $"the database is newer than this program: {string.Join(", ", unknown)}", "Update the program, and the services that are as old."),
            _ => Finding.Ok(Check, $"none is missing in {string.Join(", ", Schema.All.Select(schema => schema.Name))}"),
        };
    }
}
