using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tujenge.Infra.Directory;

/// <summary>SHA-256 of an API key as a value: every request looks its key up, and need not leave garbage behind for it.</summary>
internal readonly record struct KeyHash(UInt128 First, UInt128 Second)
{
    /// <summary>No key that clients may show is longer in UTF-8.</summary>
    private const int MostOnStack = 1536;

    public static KeyHash Of(string key)
    {
        var length = Encoding.UTF8.GetByteCount(key);
        var utf8 = length <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], hash);
        return MemoryMarshal.Read<KeyHash>(hash);
    }
}
