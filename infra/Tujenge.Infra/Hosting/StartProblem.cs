using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Tujenge.Infra.Hosting;

/// <summary>Turns what keeps a service from starting into one line that says what to do.</summary>
public static partial class StartProblem
{
    private const string Configuration = "Configuration:";
    private const string OtherAddress = "Choose another address with --urls http://127.0.0.1:PORT.";

    /// <summary>The line, or null for a problem that is a bug and deserves its stack trace.</summary>
    public static string? Describe(Exception problem) => problem switch
    {
        OptionsValidationException options => $"{Configuration} {string.Join(" ", options.Failures.Select(Shorten).Distinct())}",
        InvalidOperationException { Message: var message } when message.StartsWith(Configuration, StringComparison.Ordinal) => message,
        InvalidOperationException { Message: var message } when ConversionFailure().Match(message) is { Success: true } match =>
            $"{Configuration} {match.Groups["setting"].Value} is '{match.Groups["value"].Value}', but must be {Expected(match.Groups["type"].Value)}.",
        InvalidOperationException { Message: var message } when message.StartsWith("Configuration value", StringComparison.Ordinal) =>
            $"{Configuration} {message} Log levels are Trace, Debug, Information, Warning, Error, Critical and None.",
        IOException { InnerException: not null } io when io.Message.Contains("bind", StringComparison.OrdinalIgnoreCase)
            => $"Cannot listen: {io.Message} {OtherAddress}",
        SocketException => $"Cannot listen: {problem.Message}. {OtherAddress}",
        DbException => $"Database: {problem.Message}. Check Database:ConnectionString.",
        AggregateException { InnerException: { } inner } => Describe(inner),
        _ => null,
    };

    private static string Expected(string type) => type switch
    {
        "System.TimeSpan" => "a duration [days.]hours:minutes:seconds, such as 00:00:30",
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" or "System.Nullable`1[System.Int64]" => "a whole number",
        "System.Uri" => "an address",
        _ => "something else",
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

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<setting>.*)' to type '(?<type>.*)'", RegexOptions.Singleline)]
    private static partial Regex ConversionFailure();
}
