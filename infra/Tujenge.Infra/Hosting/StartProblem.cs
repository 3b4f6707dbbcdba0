using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Tujenge.Infra.Hosting;

/// <summary>Turns what keeps a service from starting into one line that says what to do.</summary>
public static class StartProblem
{
    /// <summary>The line, or null for a problem that is a bug and deserves its stack trace.</summary>
    public static string? Describe(Exception problem) => problem switch
    {
        OptionsValidationException options => $"Configuration: {string.Join(" ", options.Failures)}",
        InvalidOperationException { Message: var message } when message.StartsWith("Configuration:", StringComparison.Ordinal) => message,
        InvalidOperationException { Message: var message } when message.Contains("Failed to convert configuration value", StringComparison.Ordinal)
            => $"Configuration: {message}",
        IOException { InnerException: not null } io when io.Message.Contains("bind", StringComparison.OrdinalIgnoreCase)
            => $"Cannot listen: {io.Message} Choose another address with --urls http://127.0.0.1:PORT.",
        DbException or SocketException => $"Database: {problem.Message}. Check Database:ConnectionString.",
        AggregateException { InnerException: { } inner } => Describe(inner),
        _ => null,
    };
}
