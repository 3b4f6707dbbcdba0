using System.Buffers;
using System.Buffers.Text;

namespace Tujenge.Infra.Secrets;

/// <summary>
/// A secret as it is stored: encrypted. There is no way to make one but <see cref="SecretProtector.Protect"/>, so nothing
/// in clear can be stored by mistake; and as a text it shows nothing, so it can get into no log.
/// </summary>
public sealed class ProtectedText : IEquatable<ProtectedText>
{
    // Data Protection's payload, in Base64 for addresses: a magic number, the id of the key, and the rest.
    private const int KeyIdBytes = 16;
    private const int PrefixBytes = 21;
    private const int PrefixCharacters = PrefixBytes / 3 * 4;

    private Func<string>? _reveal;

    internal ProtectedText(string stored) => Stored = stored;

    /// <summary>What the database holds.</summary>
    internal string Stored { get; }

    /// <summary>The key of the ring that it is encrypted with; null for a text that is not encrypted at all.</summary>
    internal Guid? KeyId
    {
        get
        {
            Span<byte> prefix = stackalloc byte[PrefixBytes];
            return Stored.Length > PrefixCharacters
                && Base64Url.DecodeFromChars(Stored.AsSpan(0, PrefixCharacters), prefix, out _, out _) is OperationStatus.Done
                && prefix.StartsWith(Magic)
                    ? new Guid(prefix.Slice(Magic.Length, KeyIdBytes))
                    : null;
        }
    }

    private static ReadOnlySpan<byte> Magic => [0x09, 0xF0, 0xC9, 0xF0];

    /// <summary>The secret in clear. Costs some 15 µs the first time, nothing later.</summary>
    /// <exception cref="UnreadableSecretException">It cannot be decrypted.</exception>
    /// <exception cref="InvalidOperationException">It comes from the database and was not opened: a bug.</exception>
    public string Reveal()
    {
        var reveal = _reveal ?? throw new InvalidOperationException("The secret was read from the database and not opened.");
        var clear = reveal();
        _reveal = () => clear;
        return clear;
    }

    /// <inheritdoc/>
    public override string ToString() => "(secret)";

    /// <inheritdoc/>
    public bool Equals(ProtectedText? other) => other is not null && other.Stored == Stored;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ProtectedText);

    /// <inheritdoc/>
    public override int GetHashCode() => Stored.GetHashCode(StringComparison.Ordinal);

    /// <summary>Says how it can be decrypted; before other threads see it.</summary>
    internal ProtectedText OpenWith(Func<string> reveal)
    {
        _reveal = reveal;
        return this;
    }
}
