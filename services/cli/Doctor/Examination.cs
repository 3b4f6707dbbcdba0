using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using Tujenge.Infra.Hosting;

namespace Tujenge.Cli.Doctor;

/// <summary>Runs checks one after the other. None can stop the others: whatever goes wrong in one is what it found.</summary>
internal static class Examination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Finding>> RunAsync(IEnumerable<ICheck> checks, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var check in checks)
        {
            findings.AddRange(await RunAsync(check, cancellationToken));
        }

        return findings;
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(ICheck check, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await check.RunAsync(limit.Token);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return [limit.IsCancellationRequested
                ? Finding.Failed(check.Name, $"no answer within {Patience.TotalSeconds:0} s", "Is something between here and there dropping packets?")
                : Describe(check.Name, fault)];
        }
    }

    /// <summary>Of an unexpected fault only its name is shown: its message may hold anything.</summary>
    private static Finding Describe(string check, Exception fault) => fault.GetBaseException() switch
    {
        PostgresException refusal => Finding.Failed(check, $"PostgreSQL: {refusal.MessageText} ({refusal.SqlState})", "See the check of the database."),
        DbException or SocketException => Finding.Failed(check, fault.GetBaseException().Message, "See the check of the database."),
        _ when StartProblem.Describe(fault) is { } line => Finding.Failed(check, line, "The services need the same setting."),
        { } other => Finding.Failed(check, $"an unexpected {other.GetType().Name}", "This is a fault of doctor; please report it."),
    };
}
