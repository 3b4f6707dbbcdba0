using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Tujenge.Infra.Secrets;

/// <summary>The key ring as it was read at one moment.</summary>
internal sealed class KeyRingSnapshot(IDataProtectionProvider provider, IReadOnlyCollection<IKey> keys)
{
    private readonly long _readAt = TimeProvider.System.GetTimestamp();
    private readonly Dictionary<Guid, IKey> _keys = keys.ToDictionary(key => key.KeyId);

    public TimeSpan Age => TimeProvider.System.GetElapsedTime(_readAt);

    public bool IsEmpty => _keys.Count == 0;

    public bool Has(Guid keyId) => _keys.ContainsKey(keyId);

    /// <summary>Why the key cannot be used; null when it can.</summary>
    public static string? FindProblem(IKey key)
    {
        try
        {
            key.CreateEncryptor();
            return null;
        }
        catch (Exception fault) // Whatever it is, the key is of no use.
        {
            return fault.Message;
        }
    }

    /// <inheritdoc cref="FindProblem(IKey)"/>
    public string? FindProblem(Guid keyId) => FindProblem(_keys[keyId]);

    /// <summary>Encrypts and decrypts for one place only: the field of one channel.</summary>
    public IDataProtector ProtectorOf(Guid channelId, SecretField field) =>
        provider.CreateProtector("Tujenge.Channel", channelId.ToString("D"), field.Name);
}
