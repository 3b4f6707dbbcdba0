using System.Globalization;
using Tujenge.Infra.Time;

namespace Tujenge.Standalone.Sandbox;

/// <summary>Keeps a moved clock with the data that was written under it, or a restart would find data of the future.</summary>
internal static class KeptClock
{
    public static MovableClock Open(DataFolder data)
    {
        var clock = new MovableClock();
        if (!data.IsKept)
        {
            return clock;
        }

        var file = Path.Combine(data.Path, "clock");
        if (File.Exists(file) && TimeSpan.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var offset))
        {
            clock.Advance(offset);
        }

        clock.Moved += () => File.WriteAllText(file, clock.Offset.ToString("c", CultureInfo.InvariantCulture));
        return clock;
    }
}
