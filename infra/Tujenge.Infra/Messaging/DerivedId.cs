using System.Security.Cryptography;
using System.Text;

namespace Tujenge.Infra.Messaging;

/// <summary>Ids that follow from their cause, so that a repeated step repeats its id and the next hop drops the copy.</summary>
public static class DerivedId
{
    /// <summary>The id of what follows from the given parts, in their order.</summary>
    public static Guid From(params ReadOnlySpan<string> parts)
    {
        // Parts are separated by a character that no id contains, so ("a", "bc") and ("ab", "c") differ.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!)));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // UUID version 8: made by a rule of our own
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
