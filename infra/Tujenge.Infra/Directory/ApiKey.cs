using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tujenge.Infra.Directory;

/// <summary>A key that clients show in <c>WA-API-KEY</c>. It is exactly one channel's; only its hash is stored.</summary>
public sealed class ApiKey
{
    /// <summary>Our id of the key, for revoking it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The one channel it opens.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>SHA-256 of the key. Keys are 256 random bits, so there is nothing for a slow hash to protect.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stopped working; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Makes the text of a new key: 256 bits, recognisable by its prefix.</summary>
    public static string NewKey() => "tjk_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored of a key.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
