using System.Buffers.Text;
using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Tujenge.Infra.Directory;

/// <summary>
/// The text of an API key: <c>tjk_</c>, 256 random bits in base64url, and the CRC-32 of all that in eight hex digits. So
/// scanners find lost keys, and a mistyped or cut key is told from a revoked one without asking the database.
/// </summary>
public static class ApiKeyText
{
    private const string Prefix = "tjk_";
    private const int RandomCharacters = 43;
    private const int ChecksumCharacters = 8;
    private const int Length = 4 + RandomCharacters + ChecksumCharacters;
    private const int ShownCharacters = 12;

    /// <summary>Makes the text of a new key.</summary>
    public static string New()
    {
        var text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return text + ChecksumOf(text);
    }

    /// <summary>What is stored of a key: SHA-256, for of 256 random bits there is nothing that a slow hash could protect.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>What may be shown of a key: 48 of its 256 bits.</summary>
    public static string StartOf(string key) => key.Length >= Length ? key[..ShownCharacters] : key[..Math.Min(4, key.Length / 2)];

    /// <summary>Whether it has the form of ours and a wrong checksum. Keys of other forms, brought along or made up, are none of its business.</summary>
    public static bool IsDamaged(string key) =>
        key.Length == Length
        && key.StartsWith(Prefix, StringComparison.Ordinal)
        && !key.EndsWith(ChecksumOf(key[..^ChecksumCharacters]), StringComparison.Ordinal);

    private static string ChecksumOf(string text) =>
        Crc32.HashToUInt32(Encoding.UTF8.GetBytes(text)).ToString("x8", CultureInfo.InvariantCulture);
}
