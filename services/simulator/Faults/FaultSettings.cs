namespace Tujenge.Simulator.Faults;

/// <summary>
/// The knobs. All off by default; a PUT sets all of them at once, so <c>{}</c> switches everything off. Setters rather
/// than <c>init</c>: generated JSON code writes null or zero over the default of an <c>init</c> that the body leaves out.
/// </summary>
internal sealed record FaultSettings
{
    /// <summary>Every send takes at least this long.</summary>
    public int LatencyMsMin { get; init; }

    /// <summary>Every send takes at most this long.</summary>
    public int LatencyMsMax { get; init; }

    /// <summary>Share of sends refused with <see cref="ErrorCode"/>, 0 to 1.</summary>
    public double ErrorRate { get; init; }

    /// <summary>Cloud API code for <see cref="ErrorRate"/>.</summary>
    public int ErrorCode { get; set; } = 131000;

    /// <summary>Share of sends that are taken but whose answer is cut off.</summary>
    public double LostAnswerRate { get; init; }

    /// <summary>Sends to refuse one after the other, whoever comes.</summary>
    public IReadOnlyList<FailNext> FailNext { get; set; } = [];

    /// <summary>Share of callbacks sent twice.</summary>
    public double DuplicateRate { get; init; }

    /// <summary>Callbacks in random order.</summary>
    public bool Reorder { get; init; }

    /// <summary>Callbacks are sent before the send is answered.</summary>
    public bool Overtake { get; init; }
}

/// <summary>Refuses a number of sends.</summary>
internal sealed record FailNext
{
    /// <summary>Cloud API code, such as 130429 or 131056; 0 cuts the answer off after taking the message.</summary>
    public int Code { get; init; }

    /// <summary>How many.</summary>
    public int Count { get; set; } = 1;
}
