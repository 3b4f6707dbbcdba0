using Npgsql;

namespace Tujenge.Services.Tests.Secrets;

/// <summary>Everything that a thief of the database would get, as text.</summary>
internal static class DatabaseDump
{
    /// <summary>All columns of all tables in all schemas of ours; bytes that are printable characters stand there as such.</summary>
    public static async Task<string> ReadAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var dump = new StringWriter();
        foreach (var (schema, table, column, type) in await ColumnsAsync(source))
        {
            var text = type == "bytea" ? $"encode(\"{column}\", 'escape')" : $"\"{column}\"::text";
            await using var query = source.CreateCommand($"select coalesce(string_agg({text}, E'\\n'), '') from \"{schema}\".\"{table}\"");
            dump.WriteLine($"-- {schema}.{table}.{column}\n{await query.ExecuteScalarAsync()}");
        }

        return dump.ToString();
    }

    private static async Task<List<(string Schema, string Table, string Column, string Type)>> ColumnsAsync(NpgsqlDataSource source)
    {
        await using var query = source.CreateCommand(
            """
            select table_schema, table_name, column_name, data_type from information_schema.columns
            where table_schema not in ('pg_catalog', 'information_schema')
            """);
        await using var reader = await query.ExecuteReaderAsync();
        var columns = new List<(string, string, string, string)>();
        while (await reader.ReadAsync())
        {
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return columns;
    }
}
