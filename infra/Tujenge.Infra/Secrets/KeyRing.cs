using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Secrets;

/// <summary>
/// The key ring that all replicas share. Data Protection itself reads it once a day: enough for the keys that it adds
/// days before their use, not for one that is used at once (the first, and that of <c>rotate-secrets</c>). So whoever
/// meets a key that it does not know reads the ring again, and so does whoever encrypts.
/// </summary>
internal sealed class KeyRing(IServiceProvider services, MasterKeys masterKeys, ILogger<OpenRingKeyManager> logger)
{
    /// <summary>An encryption uses the newest key that was there this long before.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    /// <summary>A key is stored before anything is encrypted with it: what is not there will hardly come.</summary>
    private static readonly TimeSpan LostFor = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, long> _lost = [];
    private KeyRingSnapshot? _latest;

    /// <summary>The ring with this key; without it only when it is lost.</summary>
    /// <exception cref="KeyRingClosedException">The master key is not the ring's.</exception>
    public KeyRingSnapshot With(Guid keyId)
    {
        if (Volatile.Read(ref _latest) is { } known && known.Has(keyId))
        {
            return known;
        }

        lock (_gate)
        {
            if (_latest is not { } latest || (!latest.Has(keyId) && !IsLost(keyId)))
            {
                latest = Read();
                if (!latest.Has(keyId))
                {
                    _lost[keyId] = TimeProvider.System.GetTimestamp();
                }
            }

            return latest;
        }
    }

    /// <summary>The ring for an encryption. Its first use in an empty ring adds a key.</summary>
    /// <exception cref="KeyRingClosedException">The master key is not the ring's.</exception>
    public KeyRingSnapshot ForEncryption()
    {
        lock (_gate)
        {
            return _latest is { } latest && latest.Age < FreshFor ? latest : Read();
        }
    }

    /// <summary>Tells whether the ring can be read; once it could, it can.</summary>
    /// <exception cref="KeyRingClosedException">The master key is not the ring's.</exception>
    public void Check()
    {
        lock (_gate)
        {
            _ = _latest ?? Read();
        }
    }

    /// <summary>Adds a key to a ring that has none.</summary>
    /// <exception cref="KeyRingClosedException">The master key is not the ring's.</exception>
    public void EnsureKey()
    {
        if (ForEncryption().IsEmpty)
        {
            AddKey();
        }
    }

    /// <summary>Adds a key that is used from now on, by everybody. By the system's clock, which Data Protection itself goes by.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="KeyRingClosedException">The master key is not the ring's.</exception>
    public Guid AddKey() => AddKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow + new KeyManagementOptions().NewKeyLifetime);

    /// <summary>Adds a key that is used in this time.</summary>
    internal Guid AddKey(DateTimeOffset from, DateTimeOffset until)
    {
        var key = Build().GetRequiredService<IKeyManager>().CreateNewKey(from, until);
        lock (_gate)
        {
            Read();
        }

        return key.KeyId;
    }

    /// <summary>Whether the fault means that the database does not answer, or is not yet migrated.</summary>
    public static bool IsAway(Exception fault) =>
        fault is DbException || TransientFaults.IsTransient(fault) || (fault.InnerException is { } inner && IsAway(inner));

    private bool IsLost(Guid keyId) =>
        _lost.TryGetValue(keyId, out var at) && TimeProvider.System.GetElapsedTime(at) < LostFor;

    private KeyRingSnapshot Read()
    {
        var ring = Build();
        var keys = ring.GetRequiredService<IKeyManager>().GetAllKeys();
        OpenRingKeyManager.ThrowIfClosed(keys);
        var snapshot = new KeyRingSnapshot(ring.GetRequiredService<IDataProtectionProvider>(), keys);
        Volatile.Write(ref _latest, snapshot);
        return snapshot;
    }

    /// <summary>A Data Protection of its own for each reading: the public way past its cache.</summary>
    private ServiceProvider Build()
    {
        var ring = new ServiceCollection();
        ring.AddSingleton(masterKeys).AddSingleton(logger);
        ring.AddSingleton<XmlKeyManager>().AddSingleton<IKeyManager, OpenRingKeyManager>();
        ring.AddDataProtection().SetApplicationName("Tujenge").AddKeyManagementOptions(options =>
        {
            options.XmlRepository = new EntityFrameworkCoreXmlRepository<SecretsDbContext>(services, NullLoggerFactory.Instance);
            options.XmlEncryptor = new MasterKeyXmlEncryptor(masterKeys);
        });
        return ring.BuildServiceProvider();
    }
}
