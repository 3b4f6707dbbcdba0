using Tujenge.Contracts.V1;

namespace Tujenge.Infra.Windows;

/// <summary>What a message outside the 24-hour window is told, before it is sent and after it was not.</summary>
public static class WindowRefusal
{
    /// <summary>The window is closed.</summary>
    public static V1ErrorEntry Closed { get; } =
        V1Errors.Of(470, "More than 24 hours have passed since the customer last wrote: send a template instead");

    /// <summary>The window is open, but not long enough.</summary>
    public static V1ErrorEntry ClosesTooSoon { get; } =
        V1Errors.Of(470, "The 24-hour window ends before the message's turn comes: send a template instead");
}
