namespace Tujenge.Testing.Processes;

/// <summary>What a process that ran to its end left behind.</summary>
/// <param name="ExitCode">Its exit code; 128 and more after a signal.</param>
/// <param name="Output">Everything it printed, on either stream.</param>
public sealed record EndedProcess(int ExitCode, string Output);
