using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Doctor;

/// <summary>Shows what was found.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One line for each finding: what it comes to, what was looked at, what was seen, and what to do.</summary>
    public static void Write(IReadOnlyList<Finding> findings, Printer printer) => printer.Rows(
        null,
        [true, true, false],
        [.. findings.Select(finding => new[] { WordOf(finding.Verdict), finding.Check, TextOf(finding) })]);

    /// <summary>The same for programs.</summary>
    public static string ToJson(IReadOnlyList<Finding> findings) => new JsonObject
    {
        ["result"] = WordOf(findings.Select(finding => finding.Verdict).Where(verdict => verdict != Verdict.Skipped).DefaultIfEmpty().Max()),
        ["checks"] = new JsonArray([.. findings.Select(finding => new JsonObject
        {
            ["check"] = finding.Check,
            ["result"] = WordOf(finding.Verdict),
            ["seen"] = finding.Seen,
            ["advice"] = finding.Advice,
        })]),
    }.ToJsonString(Plain);

    /// <summary>0 unless something failed.</summary>
    public static int ExitCodeOf(IReadOnlyList<Finding> findings) =>
        findings.Any(finding => finding.Verdict == Verdict.Failed) ? ExitCode.Failed : ExitCode.Ok;

    private static string WordOf(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string TextOf(Finding finding) => finding.Advice is null ? finding.Seen : $"{finding.Seen.TrimEnd('.')}. {finding.Advice}";
}
