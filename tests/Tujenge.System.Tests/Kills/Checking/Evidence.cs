namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>What everybody outside the product saw of a run.</summary>
internal sealed record Evidence
{
    /// <summary>What clients posted, with edge's answers.</summary>
    public required IReadOnlyList<Post> Posts { get; init; }

    /// <summary>What WhatsApp took, each conversation in its order.</summary>
    public required IReadOnlyList<Arrival> Arrivals { get; init; }

    /// <summary>WhatsApp's ids of what customers wrote.</summary>
    public required IReadOnlyList<string> Written { get; init; }

    /// <summary>What webhooks were told.</summary>
    public required IReadOnlyList<ToldEvent> Told { get; init; }
}
