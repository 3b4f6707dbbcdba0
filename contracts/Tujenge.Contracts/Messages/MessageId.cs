using System.Globalization;

namespace Tujenge.Contracts.Messages;

/// <summary>
/// The ids that edge gives to outbound messages: <c>gBEG</c>, as On-Premises ids began, and 32 hexadecimal digits of a
/// UUID version 7 (48 bits of time, so ids sort by age; 74 random bits, so nobody guesses one).
/// </summary>
public static class MessageId
{
    private const string Prefix = "gBEG";
    private const int Length = 36;

    /// <summary>Makes a fresh id.</summary>
    /// <param name="now">The moment the id sorts by.</param>
    public static string New(DateTimeOffset now) => Prefix + Guid.CreateVersion7(now).ToString("N").ToUpperInvariant();

    /// <summary>Whether the text has the form of an id of ours, as opposed to a <c>wamid</c>.</summary>
    public static bool IsOurs(string? id) =>
        id is { Length: Length }
        && id.StartsWith(Prefix, StringComparison.Ordinal)
        && Guid.TryParseExact(id.AsSpan(Prefix.Length), "N", out _);

    /// <summary>How old an id of ours is; negative when its maker's clock goes ahead.</summary>
    /// <param name="id">The id, to the millisecond.</param>
    /// <param name="now">The moment.</param>
    public static TimeSpan AgeOf(string id, DateTimeOffset now) => TimeSpan.FromMilliseconds(
        now.ToUnixTimeMilliseconds() - long.Parse(id.AsSpan(Prefix.Length, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
