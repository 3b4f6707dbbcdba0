using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Keys;

/// <summary>A key just made: the only time its text is shown.</summary>
internal sealed record CreatedKeyAnswer(Guid Id, string Key, DateTimeOffset CreatedAt);

/// <summary>A key without its text, which nobody has any more.</summary>
internal sealed record KeyAnswer(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt)
{
    public static KeyAnswer From(ApiKey key) => new(key.Id, key.CreatedAt, key.RevokedAt);
}

/// <summary>All keys of a channel, oldest first, revoked ones included.</summary>
internal sealed record KeysAnswer(IReadOnlyList<KeyAnswer> Keys);
