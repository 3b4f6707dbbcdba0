namespace Tujenge.Contracts.Messages;

/// <summary>Where a delivery stands in the dispatcher's log. Kept and sent as numbers.</summary>
public enum DeliveryState
{
    /// <summary>Not acknowledged yet.</summary>
    Waiting = 0,

    /// <summary>The webhook acknowledged it.</summary>
    Delivered = 1,

    /// <summary>Tried for long enough: waits for a person.</summary>
    Parked = 2,

    /// <summary>A person gave it up.</summary>
    Discarded = 3,
}
