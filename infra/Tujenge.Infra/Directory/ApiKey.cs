namespace Tujenge.Infra.Directory;

/// <summary>A key that clients show in <c>WA-API-KEY</c>. It is exactly one channel's; only its hash is stored.</summary>
public sealed class ApiKey
{
    /// <summary>Our id of the key, for revoking it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The one channel it opens.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>See <see cref="ApiKeyText.HashOf"/>.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The first characters of the text, by which its owner recognises it; null for keys from before they were kept.</summary>
    public string? Start { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last shown by a client, late by up to a quarter of a minute; null while it was not.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>From when on it no longer works, since another key took its place; null for a key without an end.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was made to stop working; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Whether it opens its channel.</summary>
    public bool WorksAt(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}
