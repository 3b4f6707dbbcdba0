using System.Globalization;

namespace Tujenge.Contracts.V1;

/// <summary>Moments in v1, as in all that WhatsApp tells: Unix seconds, in a string.</summary>
public static class V1Timestamps
{
    /// <summary>The moment; null for what is none.</summary>
    public static DateTimeOffset? Parse(string? timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>The text of a moment.</summary>
    public static string Format(DateTimeOffset moment) => moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
