namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>What <see cref="Checker"/> found; each entry names the message or event and what is wrong with it.</summary>
internal sealed record Findings
{
    /// <summary>Accepted, and neither at WhatsApp nor reported as failed.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>More than once at WhatsApp.</summary>
    public required IReadOnlyList<string> SentTwice { get; init; }

    /// <summary>At WhatsApp after a later one of the same conversation.</summary>
    public required IReadOnlyList<string> OutOfOrder { get; init; }

    /// <summary>Statuses and customers' messages that no webhook was told of.</summary>
    public required IReadOnlyList<string> MissingEvents { get; init; }

    /// <summary>Told under two ids, or two told under one.</summary>
    public required IReadOnlyList<string> EventsTwice { get; init; }

    /// <summary>Told, and never happened: a status of a message that is not at WhatsApp, a failure of one that is.</summary>
    public required IReadOnlyList<string> UntrueEvents { get; init; }

    /// <summary>Answers other than 201 and a 503 that says when to try again, and those that came too late.</summary>
    public required IReadOnlyList<string> WrongAnswers { get; init; }

    /// <summary>Accepted, not sent, and reported as failed with 408: the sender died with them in its hands. Allowed.</summary>
    public required int Failed { get; init; }

    /// <summary>Calls to the webhook under an id that it had seen. Allowed.</summary>
    public required int RepeatedDeliveries { get; init; }

    /// <summary>Everything that is not allowed.</summary>
    public IEnumerable<string> Violations =>
        [.. Lost, .. SentTwice, .. OutOfOrder, .. MissingEvents, .. EventsTwice, .. UntrueEvents, .. WrongAnswers];
}
