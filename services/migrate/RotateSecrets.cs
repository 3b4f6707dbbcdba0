using Tujenge.Infra.Secrets.Rotating;

namespace Tujenge.Migrate;

/// <summary>The command that encrypts everything anew: with a new key of the ring, under the newest master key.</summary>
internal static class RotateSecrets
{
    public const string Command = "rotate-secrets";

    /// <summary>Runs it and tells what came of it.</summary>
    /// <returns>Exit code: 1 when something cannot be decrypted; then former master keys may still be needed.</returns>
    public static async Task<int> RunAsync(SecretRotation rotation)
    {
        var report = await rotation.RotateAsync(CancellationToken.None);
        Console.WriteLine($"Key ring: a new key; {report.RingKeys} older ones are under the newest master key now");
        Console.WriteLine($"Secrets: {report.Rows} channels and webhooks encrypted anew");
        foreach (var problem in report.Problems)
        {
            await Console.Error.WriteLineAsync(problem);
        }

        return report.Problems.Count == 0 ? 0 : 1;
    }
}
