using System.ComponentModel.DataAnnotations;

namespace Tujenge.Inbound;

/// <summary>Settings of inbound. Bound from <c>Inbound</c>.</summary>
internal sealed class InboundOptions
{
    public const string SectionName = "Inbound";

    /// <summary>Largest callback taken; WhatsApp's own limit is 3 MB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 3 * 1024 * 1024;

    /// <summary>Callbacks worked on at once in this process. Many, so that they share commits; they use one connection for it.</summary>
    [Range(1, 256)]
    public int Concurrency { get; init; } = 64;

    /// <summary>How long a quoted message is recognised as ours.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepMessageIdsFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Callbacks of numbers that no channel has, and unreadable ones, that are kept at the most; older ones go first.</summary>
    [Range(1, 10_000_000)]
    public int MostUnmatchedCallbacks { get; init; } = 100_000;
}
