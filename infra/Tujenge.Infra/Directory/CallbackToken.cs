using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tujenge.Infra.Directory;

/// <summary>
/// The unguessable part of the address that a v1 server calls. The On-Premises API signs no callbacks, so whoever knows the
/// address may speak for WhatsApp (cloud-api-mapping, section 4); only the token's hash is stored.
/// </summary>
public static class CallbackToken
{
    /// <summary>Makes a new token: 256 random bits in base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored of a token: SHA-256, for of so many random bits there is nothing that a slow hash could protect.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
