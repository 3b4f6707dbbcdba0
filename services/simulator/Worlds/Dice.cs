using System.Buffers.Binary;
using Tujenge.Infra.Messaging;

namespace Tujenge.Simulator.Worlds;

/// <summary>
/// Chance that can be repeated. Nothing is drawn from one shared stream; each decision has dice of its own, derived from
/// the seed and from what the decision is about. Ids and faults have separate dice, so switching a fault on changes no id.
/// <para>What follows from the seed alone, however many calls run at once:</para>
/// <list type="bullet">
/// <item>the ids and faults of the first, second, … call from one business number to one recipient: a call of another
/// pair disturbs neither;</item>
/// <item>the ids of the first, second, … message a phone writes to one business number, and of their conversation;</item>
/// <item>whether a given callback is sent twice and how far it is moved when reordered, hence the order of the callbacks
/// of one message.</item>
/// </list>
/// <para>What depends on who comes first, when calls run at once:</para>
/// <list type="bullet">
/// <item>which of several simultaneous calls of <i>the same pair</i> is its first, second, …: the set of ids is the same,
/// their assignment is the order of arrival;</item>
/// <item>whom <c>fail_next</c> meets: it counts calls of all pairs as they arrive;</item>
/// <item>every timestamp; without a chosen seed also the order of callbacks to different recipients.</item>
/// </list>
/// </summary>
internal sealed class Dice
{
    private ulong _state;

    private Dice(ulong state) => _state = state;

    /// <summary>Dice for one decision about faults.</summary>
    public static Dice ForFaults(long seed, params ReadOnlySpan<string> cause)
    {
        Span<byte> bytes = stackalloc byte[16];
        Derive(seed, "fault", cause).TryWriteBytes(bytes);
        return new Dice(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }

    /// <summary>An id that follows from its cause.</summary>
    public static Guid IdOf(long seed, params ReadOnlySpan<string> cause) => Derive(seed, "id", cause);

    /// <summary>0 up to, but not including, 1.</summary>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Both ends included.</summary>
    public int NextBetween(int min, int max) => min + (int)(NextUnit() * ((double)max - min + 1));

    private static Guid Derive(long seed, string purpose, ReadOnlySpan<string> cause)
    {
        string[] parts = [seed.ToString("D", null), purpose, .. cause];
        return DerivedId.From(parts);
    }

    /// <summary>SplitMix64.</summary>
    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
