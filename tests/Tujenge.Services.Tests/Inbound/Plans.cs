using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>How PostgreSQL runs what a context asks: every query is explained, with its own values, before it is run.</summary>
internal sealed class Plans : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _plans = new();

    /// <summary>The plans in which this table's index or name occurs.</summary>
    public IEnumerable<string> Naming(string text) => _plans.Where(plan => plan.Contains(text, StringComparison.Ordinal));

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        var explaining = (NpgsqlCommand)command.Connection!.CreateCommand();
        await using (explaining)
        {
            explaining.CommandText = $"explain {command.CommandText}";
            explaining.Transaction = (NpgsqlTransaction?)command.Transaction;
            foreach (NpgsqlParameter parameter in command.Parameters)
            {
                explaining.Parameters.Add(parameter.Clone());
            }

            var lines = new List<string>();
            await using var reader = await explaining.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                lines.Add(reader.GetString(0));
            }

            _plans.Enqueue(string.Join('\n', lines));
        }

        return result;
    }
}
