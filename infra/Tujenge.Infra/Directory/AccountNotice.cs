namespace Tujenge.Infra.Directory;

/// <summary>
/// What WhatsApp last told of a channel's number or account: the newest of one field of Meta's webhooks. Of fields whose events
/// do not replace each other (<see cref="AccountFields.KeepsEvents"/>) the newest of each event.
/// </summary>
public sealed class AccountNotice
{
    /// <summary>Longest name of a field or an event.</summary>
    public const int LongestName = 64;

    /// <summary>Longest value; real ones have a few hundred letters.</summary>
    public const int LongestValue = 4096;

    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>Meta's name of it, such as <c>phone_number_quality_update</c>.</summary>
    public required string Field { get; init; }

    /// <summary>The event, in capitals, where the field keeps them apart; otherwise empty.</summary>
    public required string Event { get; init; }

    /// <summary>What was told, a JSON object as Meta wrote it; null for one that is too long, or not for operators' eyes.</summary>
    public string? Value { get; init; }

    /// <summary>When WhatsApp told it, by its own clock, or else by ours: what is older never replaces what is newer.</summary>
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>When the callback was acknowledged.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How often something was told under this name. A callback that WhatsApp repeats counts again.</summary>
    public required int Times { get; init; }

    /// <summary>The callback that was counted last: the broker may bring it again.</summary>
    public required Guid CallbackId { get; init; }
}
