using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging;

namespace Tujenge.Infra.Secrets;

/// <summary>
/// Adds no key to a ring that it cannot open. Data Protection would: it takes a key that it cannot decrypt for a broken one
/// and replaces it, and a process with the wrong master key would go on alone, writing what nobody else can read.
/// </summary>
internal sealed partial class OpenRingKeyManager(XmlKeyManager inner, ILogger<OpenRingKeyManager> logger) : IKeyManager
{
    public static void ThrowIfClosed(IReadOnlyCollection<IKey> keys)
    {
        if (keys.MaxBy(key => key.CreationDate) is { } newest && KeyRingSnapshot.FindProblem(newest) is { } problem)
        {
            throw new KeyRingClosedException(problem);
        }
    }

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate)
    {
        ThrowIfClosed(inner.GetAllKeys());
        var key = inner.CreateNewKey(activationDate, expirationDate);
        Log.Added(logger, key.KeyId, activationDate);
        return key;
    }

    public IReadOnlyCollection<IKey> GetAllKeys() => inner.GetAllKeys();

    public CancellationToken GetCacheExpirationToken() => inner.GetCacheExpirationToken();

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => inner.RevokeAllKeys(revocationDate, reason);

    public void RevokeKey(Guid keyId, string? reason = null) => inner.RevokeKey(keyId, reason);

    private static partial class Log
    {
        [LoggerMessage(9010, LogLevel.Information, "The key ring has a new key, {KeyId}, in use from {From}")]
        public static partial void Added(ILogger logger, Guid keyId, DateTimeOffset from);
    }
}
