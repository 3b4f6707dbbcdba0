using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Tujenge.Infra.Hosting;

/// <summary>Turns what keeps a service from starting into one line that says what to do.</summary>
public static partial class StartProblem
{
    private const string Configuration = "Configuration:";

    /// <summary>The line, or null for a problem that is a bug and deserves its stack trace.</summary>
    public static string? Describe(Exception problem) => problem switch
    {
        OptionsValidationException options => $"{Configuration} {string.Join(" ", options.Failures.Select(Shorten).Distinct())}",
        InvalidOperationException { Message: var message } when message.StartsWith(Configuration, StringComparison.Ordinal) => message,
        InvalidOperationException { Message: var message } when message.Contains("Failed to convert configuration value", StringComparison.Ordinal)
            => $"{Configuration} {message}",
        IOException { InnerException: not null } io when io.Message.Contains("bind", StringComparison.OrdinalIgnoreCase)
            => $"Cannot listen: {io.Message} Choose another address with --urls http://127.0.0.1:PORT.",
        DbException or SocketException => $"Database: {problem.Message}. Check Database:ConnectionString.",
        AggregateException { InnerException: { } inner } => Describe(inner),
        _ => null,
    };

    /// <summary>
    /// The framework wraps what an annotation says into a sentence about classes and members. Its own annotations name no
    /// section, which is the class's name without "Options"; ours name the whole setting.
    /// </summary>
    private static string Shorten(string failure)
    {
        if (AnnotationFailure().Match(failure) is not { Success: true } match)
        {
            return failure;
        }

        var section = match.Groups["section"].Value;
        var error = match.Groups["error"].Value;
        return error.StartsWith($"{section}:", StringComparison.Ordinal)
            ? error
            : $"{section}:{match.Groups["member"].Value}: {error}";
    }

    [GeneratedRegex(
        "^DataAnnotation validation failed for '(?<section>.*?)(Options)?' members: '(?<member>.*?)' with the error: '(?<error>.*)'\\.$",
        RegexOptions.Singleline)]
    private static partial Regex AnnotationFailure();
}
