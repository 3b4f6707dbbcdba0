using System.Diagnostics;

namespace Tujenge.Testing.Processes;

/// <summary>Waiting for processes.</summary>
internal static class ProcessExtensions
{
    /// <summary>Whether the process ends, with all its output read, within this time.</summary>
    public static async Task<bool> EndsWithinAsync(this Process process, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
