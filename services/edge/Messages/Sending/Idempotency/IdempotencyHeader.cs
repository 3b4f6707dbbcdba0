using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Idempotency;

/// <summary>
/// The header <c>Idempotency-Key</c>. v1 had none, so this follows what other APIs have taught clients: any visible text,
/// or the same in double quotes, as draft-ietf-httpapi-idempotency-key-header wants it.
/// </summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    /// <summary>Tells a client that nothing was sent this time.</summary>
    public const string Replayed = "Idempotent-Replayed";

    /// <summary>Longest key that is kept.</summary>
    public const int Longest = 255;

    /// <summary>The key without quotes; null where there is no such header, or where it cannot be a key.</summary>
    /// <param name="headers">Of the request.</param>
    /// <param name="found">Gets the broken rule: whoever sent a key relies on it, so a bad one is never overlooked.</param>
    public static string? Read(IHeaderDictionary headers, FirstViolation found)
    {
        string? key = null;
        foreach (var value in headers[Name])
        {
            var given = Unquote(value ?? "");
            if (key is not null && key != given)
            {
                Refuse(found, "must be given once, got several");
                return null;
            }

            key = given;
        }

        switch (key)
        {
            case { Length: 0 or > Longest }:
                Refuse(found, $"must have 1 to {Longest} characters, got {key.Length}");
                return null;
            case not null when !key.All(letter => letter is >= ' ' and <= '~'):
                Refuse(found, "must have visible ASCII characters only, such as a UUID");
                return null;
            default:
                return key;
        }
    }

    private static string Unquote(string value) => value is ['"', .. var inner, '"'] ? inner : value;

    private static void Refuse(FirstViolation found, string rule) =>
        found.Add(V1Code.ValueInvalid, Name, $"Header '{Name}' {rule}");
}
