namespace Tujenge.Cli.Doctor;

/// <summary>What a check comes to, from good to bad. What is skipped is neither.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Could not be looked at, for want of settings or because of another finding.</summary>
    Skipped,

    /// <summary>Works, and somebody should look at it.</summary>
    Warning,

    /// <summary>Does not work.</summary>
    Failed,
}
