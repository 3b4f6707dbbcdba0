using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Keys;

/// <summary>A key just made: the only time its text is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its text.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record CreatedKeyAnswer(Guid Id, string Key, DateTimeOffset CreatedAt);

/// <summary>The key that takes another's place, and until when both work.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its text, shown this once.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Replaces">The other key.</param>
/// <param name="ReplacedKeyExpiresAt">When that stops working.</param>
internal sealed record RotatedKeyAnswer(
    Guid Id,
    string Key,
    DateTimeOffset CreatedAt,
    Guid Replaces,
    DateTimeOffset ReplacedKeyExpiresAt);

/// <summary>A key without its text, which nobody has any more.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">Its first characters; null for keys that were brought along.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When a client last showed it, a quarter of a minute late at most; null if none did.</param>
/// <param name="ExpiresAt">When it stops working because another took its place.</param>
/// <param name="RevokedAt">When it was revoked.</param>
internal sealed record KeyAnswer(
    Guid Id,
    string? Start,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    public static KeyAnswer From(ApiKey key) =>
        new(key.Id, key.Start, key.CreatedAt, key.LastUsedAt, key.ExpiresAt, key.RevokedAt);
}

/// <summary>All keys of a channel, oldest first, revoked ones included.</summary>
internal sealed record KeysAnswer(IReadOnlyList<KeyAnswer> Keys);

/// <summary>Body of <c>POST /admin/v1/keys/{id}/rotate</c>; it may be left out.</summary>
/// <param name="OverlapSeconds">How long both keys work: 0 to 2592000 (30 days), 86400 (a day) unless given.</param>
internal sealed record RotateKeyRequest(int? OverlapSeconds = null);
