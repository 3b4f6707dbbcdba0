namespace Tujenge.Infra.Secrets;

/// <summary>A secret is there, but this process cannot read it. The message says which, why, and what to do; it is fit for a log.</summary>
public sealed class UnreadableSecretException(Guid channelId, SecretField field, string reason)
    : Exception($"The {field} of channel {channelId} cannot be decrypted: {reason.TrimEnd('.')}.");

/// <summary>
/// The newest key of the ring cannot be opened: this process has another master key than the one that wrote it. It must
/// neither read nor add keys, which nobody else could open.
/// </summary>
internal sealed class KeyRingClosedException(string cause)
    : InvalidOperationException($"Configuration: Secrets:MasterKey does not open the key ring. {cause} {Advice}")
{
    private const string Advice =
        "Give the master key of the other services; after a change of it, give the one before as Secrets:FormerMasterKeys:0.";

    /// <summary>What is wrong with the newest key, and what to do, as sentences.</summary>
    public string Explanation { get; } = $"{cause} {Advice}";
}
