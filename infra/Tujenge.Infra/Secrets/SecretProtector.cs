using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Tujenge.Infra.Secrets;

/// <summary>Encrypts the secrets of channels for storing, and decrypts them where they were encrypted for.</summary>
public sealed class SecretProtector
{
    private readonly KeyRing _ring;

    internal SecretProtector(KeyRing ring) => _ring = ring;

    /// <summary>Encrypts with the newest key of the ring, for this field of this channel only.</summary>
    public ProtectedText Protect(string clear, Guid channelId, SecretField field) =>
        new ProtectedText(_ring.ForEncryption().ProtectorOf(channelId, field).Protect(clear)).OpenWith(() => clear);

    /// <summary>Makes <see cref="ProtectedText.Reveal"/> work on what came from the database; that throws what is wrong with it.</summary>
    public void Open(ProtectedText secret, Guid channelId, SecretField field)
    {
        if (secret.KeyId is not { } keyId)
        {
            secret.OpenWith(() => throw Unreadable("an earlier release stored it in clear; run the migrate service"));
            return;
        }

        try
        {
            var ring = _ring.With(keyId);
            secret.OpenWith(() => ring.Has(keyId)
                ? Decrypt(ring)
                : throw Unreadable($"the key ring has no key {keyId}; restore the table {SecretsDbContext.Schema}.keys, or set the secret again"));
        }
        catch (KeyRingClosedException closed)
        {
            secret.OpenWith(() => throw Unreadable($"Secrets:MasterKey does not open the key ring. {closed.Explanation}"));
        }

        string Decrypt(KeyRingSnapshot ring)
        {
            try
            {
                return ring.ProtectorOf(channelId, field).Unprotect(secret.Stored);
            }
            catch (CryptographicException fault) when (!KeyRing.IsAway(fault))
            {
                throw Unreadable(ring.FindProblem(keyId) is { } problem
                    ? $"its key {keyId} cannot be opened. {problem} Give the master key as Secrets:FormerMasterKeys:0, or set the secret again"
                    : "it was changed, or encrypted for another channel or field; set it again");
            }
        }

        UnreadableSecretException Unreadable(string reason) => new(channelId, field, reason);
    }
}
