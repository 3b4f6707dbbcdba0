using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Options;

namespace Tujenge.Infra.Secrets;

/// <summary>
/// Encrypts the keys of the ring (AES-256-GCM), which lie in the database beside what they protect. The newest master key
/// encrypts; the former ones still decrypt.
/// </summary>
internal sealed class MasterKeys
{
    public const int KeyBytes = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static readonly XName Element = "masterKeyEncrypted";
    private static readonly XName FingerprintAttribute = "fingerprint";

    /// <summary>Binds a ciphertext to its use.</summary>
    private static readonly byte[] Use = "Tujenge key ring"u8.ToArray();

    private readonly Dictionary<string, byte[]> _keys;

    public MasterKeys(IOptions<SecretsOptions> options)
    {
        byte[][] keys =
        [
            Convert.FromBase64String(options.Value.MasterKey),
            .. options.Value.FormerMasterKeys.Where(key => key.Length > 0).Select(Convert.FromBase64String),
        ];
        Fingerprint = FingerprintOf(keys[0]);
        _keys = keys.DistinctBy(FingerprintOf).ToDictionary(FingerprintOf);
    }

    /// <summary>Tells master keys apart without giving them away: that of the one that encrypts.</summary>
    public string Fingerprint { get; }

    /// <summary>Encrypts an element, whatever is in it.</summary>
    public XElement Encrypt(XElement clear)
    {
        var text = Encoding.UTF8.GetBytes(clear.ToString(SaveOptions.DisableFormatting));
        var sealedText = new byte[NonceBytes + TagBytes + text.Length];
        var (nonce, tag, ciphertext) = Split(sealedText);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[Fingerprint], TagBytes);
        aes.Encrypt(nonce, text, ciphertext, tag, Use);
        CryptographicOperations.ZeroMemory(text);
        return new XElement(Element, new XAttribute(FingerprintAttribute, Fingerprint), Convert.ToBase64String(sealedText));
    }

    /// <summary>Whether the master key of an encrypted element is among those given.</summary>
    public bool CanDecrypt(XElement encrypted) => _keys.ContainsKey((string?)encrypted.Attribute(FingerprintAttribute) ?? "");

    /// <summary>Gives back the element that was encrypted.</summary>
    /// <exception cref="CryptographicException">It was changed, or none of the master keys is its own.</exception>
    public XElement Decrypt(XElement encrypted)
    {
        var fingerprint = (string?)encrypted.Attribute(FingerprintAttribute) ?? "";
        if (!_keys.TryGetValue(fingerprint, out var key))
        {
            throw new CryptographicException($"It is encrypted with the master key {fingerprint}, which is not among those given.");
        }

        var (nonce, tag, ciphertext) = Split(Convert.FromBase64String(encrypted.Value));
        var text = new byte[ciphertext.Length];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(nonce, ciphertext, tag, text, Use);
        var clear = XElement.Parse(Encoding.UTF8.GetString(text));
        CryptographicOperations.ZeroMemory(text);
        return clear;
    }

    /// <summary>The encrypted parts of a key in the ring that a former master key made.</summary>
    public IReadOnlyList<XElement> FindOutdated(XElement key) =>
        [.. key.Descendants(Element).Where(part => (string?)part.Attribute(FingerprintAttribute) != Fingerprint)];

    private static string FingerprintOf(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, "Tujenge fingerprint"u8)[..4]);

    private static Parts Split(byte[] sealedText) => new(sealedText);

    private readonly ref struct Parts(Span<byte> sealedText)
    {
        private readonly Span<byte> _all = sealedText;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> ciphertext)
        {
            nonce = _all[..NonceBytes];
            tag = _all[NonceBytes..(NonceBytes + TagBytes)];
            ciphertext = _all[(NonceBytes + TagBytes)..];
        }
    }
}
