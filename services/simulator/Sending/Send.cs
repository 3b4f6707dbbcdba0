using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Sending;

/// <summary>A message on its way.</summary>
/// <param name="World">Where it was sent.</param>
/// <param name="Number">The business.</param>
/// <param name="Phone">The customer.</param>
/// <param name="Body">The message.</param>
/// <param name="Call">Which one it is from this number to this phone, from 1.</param>
/// <param name="At">When it is decided on.</param>
internal sealed record Send(World World, BusinessNumber Number, Phone Phone, SendBody Body, int Call, DateTimeOffset At)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>Whether it needs a window, and there is none.</summary>
    public bool IsOutsideWindow => Body is { Template: null, IsGroup: false }
        && !(Phone.WroteAt(Number.PhoneNumberId) is { } wrote && At - wrote < Window);
}
