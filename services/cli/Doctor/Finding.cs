namespace Tujenge.Cli.Doctor;

/// <summary>What one check found. Neither text may hold a secret.</summary>
/// <param name="Check">What was looked at, such as <c>broker</c>.</param>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Seen">What was seen, in words.</param>
/// <param name="Advice">What to do; null when there is nothing to do.</param>
internal sealed record Finding(string Check, Verdict Verdict, string Seen, string? Advice = null)
{
    public static Finding Ok(string check, string seen) => new(check, Verdict.Ok, seen);

    public static Finding Warning(string check, string seen, string advice) => new(check, Verdict.Warning, seen, advice);

    public static Finding Failed(string check, string seen, string advice) => new(check, Verdict.Failed, seen, advice);

    public static Finding Skipped(string check, string seen, string? advice = null) => new(check, Verdict.Skipped, seen, advice);

    /// <summary>The check needs settings that are not there.</summary>
    public static Finding NotConfigured(string check, string settings) => Skipped(
        check, $"set {settings}, as for the services", "Or look from inside the stack: docker compose run --rm tujenge doctor");
}
