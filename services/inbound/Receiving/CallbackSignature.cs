using System.Security.Cryptography;
using System.Text;

namespace Tujenge.Inbound.Receiving;

/// <summary>Meta's signature: <c>X-Hub-Signature-256: sha256=…</c>, HMAC-SHA256 over the raw bytes of the body.</summary>
internal static class CallbackSignature
{
    public const string Header = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";

    /// <summary>The signature in the header; null when it has not the form of one.</summary>
    public static byte[]? Parse(string? header)
    {
        if (header is null
            || header.Length != Prefix.Length + (2 * SHA256.HashSizeInBytes)
            || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var signature = new byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(header.AsSpan(Prefix.Length), signature, out _, out _) is System.Buffers.OperationStatus.Done
            ? signature
            : null;
    }

    /// <summary>Whether the secret made the signature. Takes the same time for every wrong one; no secret matches nothing.</summary>
    public static bool IsMadeBy(string secret, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature) && secret.Length > 0;
    }

    /// <summary>Whether two texts are equal, in a time that does not tell where they differ.</summary>
    public static bool AreEqual(string left, string right) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(left)),
        SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
