using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;

namespace Tujenge.Infra.Secrets.Rotating;

/// <summary>Encrypts what is stored anew. Can be repeated at any time, and run beside the services.</summary>
public sealed class SecretRotation
{
    private readonly KeyRing _ring;
    private readonly MasterKeys _masterKeys;
    private readonly StoredSecrets _stored;
    private readonly IDbContextFactory<SecretsDbContext> _contexts;

    internal SecretRotation(
        KeyRing ring,
        MasterKeys masterKeys,
        StoredSecrets stored,
        IDbContextFactory<SecretsDbContext> contexts)
    {
        _ring = ring;
        _masterKeys = masterKeys;
        _stored = stored;
        _contexts = contexts;
    }

    /// <summary>Sees to it that the key ring has a key, so that a service with another master key finds out at its start.</summary>
    /// <exception cref="InvalidOperationException">The master key is not the ring's; the message says what to do.</exception>
    public void EnsureKey() => _ring.EnsureKey();

    /// <summary>Encrypts what an earlier release stored in clear.</summary>
    /// <returns>Number of rows that had something in clear.</returns>
    public Task<int> EncryptAsync(CancellationToken cancellationToken) =>
        _stored.RenewAsync(secret => secret.KeyId is null, problems: null, cancellationToken);

    /// <summary>
    /// Lets the newest master key encrypt the whole ring, adds a key to it, and encrypts everything with that. The former
    /// keys of the ring stay: a backup, and a row that was being written, can still be read. After that the former master
    /// keys are needed no more, as soon as every service has the newest.
    /// </summary>
    public async Task<RotationReport> RotateAsync(CancellationToken cancellationToken)
    {
        _ring.Check();
        var ringKeys = await RenewRingAsync(cancellationToken);
        var newest = _ring.AddKey();

        var problems = new HashSet<string>();
        var rows = await _stored.RenewAsync(IsOutdated, problems, cancellationToken);

        // What others were encrypting with the key before, in the last moment in which they did not know this one.
        await Task.Delay(KeyRing.FreshFor * 2, cancellationToken);
        rows += await _stored.RenewAsync(IsOutdated, problems, cancellationToken);
        return new RotationReport(ringKeys, rows, problems);

        bool IsOutdated(ProtectedText secret) => secret.KeyId != newest;
    }

    private async Task<int> RenewRingAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var keys = 0;
        foreach (var key in await db.DataProtectionKeys.ToListAsync(cancellationToken))
        {
            var xml = XElement.Parse(key.Xml!);
            foreach (var part in _masterKeys.FindOutdated(xml).Where(_masterKeys.CanDecrypt))
            {
                part.ReplaceWith(_masterKeys.Encrypt(_masterKeys.Decrypt(part)));
                keys++;
            }

            key.Xml = xml.ToString(SaveOptions.DisableFormatting);
        }

        await db.SaveChangesAsync(cancellationToken);
        return keys;
    }
}

/// <summary>What a rotation did.</summary>
/// <param name="RingKeys">Keys of the ring that a former master key had encrypted.</param>
/// <param name="Rows">Channels and webhooks whose secrets were encrypted anew.</param>
/// <param name="Problems">What cannot be decrypted, and stays as it is; a sentence each.</param>
public sealed record RotationReport(int RingKeys, int Rows, IReadOnlyCollection<string> Problems);
