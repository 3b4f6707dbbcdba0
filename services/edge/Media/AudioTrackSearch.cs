namespace Tujenge.Edge.Media;

/// <summary>
/// Looks for an audio track in an MP4 or 3GP file while it passes by. A track names its kind in its handler box (ISO/IEC 14496-12,
/// section 8.4.3), which stands before or after all of the pictures; so all bytes are looked at, and hardly any kept.
/// </summary>
internal sealed class AudioTrackSearch
{
    /// <summary>The box's name, version and flags, a field without meaning, the kind.</summary>
    private const int Length = 16;

    private const int Overlap = Length - 1;

    /// <summary>The last bytes that were seen, behind zeros, which begin nothing.</summary>
    private readonly byte[] _last = new byte[Overlap];

    /// <summary>Whether there is one in what was seen.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Looks at what comes next.</summary>
    public void Look(ReadOnlySpan<byte> bytes)
    {
        Span<byte> border = stackalloc byte[2 * Overlap];
        _last.CopyTo(border);
        var begin = bytes[..Math.Min(bytes.Length, Overlap)];
        begin.CopyTo(border[Overlap..]);
        border = border[..(Overlap + begin.Length)];

        IsFound = IsFound || IsIn(border) || IsIn(bytes);
        ReadOnlySpan<byte> end = bytes.Length >= Overlap ? bytes : border;
        end[^Overlap..].CopyTo(_last);
    }

    private static bool IsIn(ReadOnlySpan<byte> bytes)
    {
        for (int place; (place = bytes.IndexOf("hdlr"u8)) >= 0; bytes = bytes[(place + 1)..])
        {
            if (bytes.Length >= place + Length && bytes[(place + 12)..].StartsWith("soun"u8))
            {
                return true;
            }
        }

        return false;
    }
}
