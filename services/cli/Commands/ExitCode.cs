namespace Tujenge.Cli.Commands;

/// <summary>What the program ends with, for scripts.</summary>
internal static class ExitCode
{
    /// <summary>It was done.</summary>
    public const int Ok = 0;

    /// <summary>It was refused, or failed; nothing more can be said of it than the message on standard error says.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong; nothing was called.</summary>
    public const int WrongUsage = 2;
}
