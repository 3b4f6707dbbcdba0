using System.Globalization;

namespace Tujenge.Cli.Doctor;

/// <summary>Compares this machine's clock with another's.</summary>
internal static class Clock
{
    /// <summary>More than this is noticed; what is due would be late or early by it.</summary>
    private static readonly TimeSpan Tolerable = TimeSpan.FromSeconds(5);

    /// <param name="whose">The other clock's owner, such as <c>the database</c>.</param>
    /// <param name="theirs">What it showed.</param>
    /// <param name="asked">When it was asked, by our clock.</param>
    /// <param name="answered">When it had answered, by our clock.</param>
    /// <param name="grain">The smallest step that it shows.</param>
    public static Finding Compare(string whose, DateTimeOffset theirs, DateTimeOffset asked, DateTimeOffset answered, TimeSpan grain)
    {
        // It was read somewhere in between, and shows anything up to a step less.
        var ahead = asked - (theirs + grain);
        var behind = theirs - answered;
        var apart = ahead > behind ? ahead : behind;
        if (apart < TimeSpan.Zero)
        {
            apart = TimeSpan.Zero;
        }

        var seconds = apart.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return apart <= Tolerable
            ? Finding.Ok("clock", $"{seconds} s from that of {whose}")
            : Finding.Warning(
                "clock",
                $"this machine is {seconds} s {(ahead > behind ? "ahead of" : "behind")} {whose}",
                "Let both take their time from the same source (NTP).");
    }
}
