using Microsoft.Extensions.Options;

namespace Tujenge.Simulator.Worlds;

/// <summary>Holds the world in force.</summary>
internal sealed class Sandbox
{
    private readonly SimulatorOptions _options;
    private volatile World _current;

    public Sandbox(IOptions<SimulatorOptions> options)
    {
        _options = options.Value;
        _current = NewWorld(seed: null);
    }

    /// <summary>The world in force. Take it once per request, so that a reset in between does not mix two.</summary>
    public World Current => _current;

    /// <summary>Starts over with what is configured.</summary>
    /// <param name="seed">Null: the configured one, or any.</param>
    public World Reset(long? seed) => _current = NewWorld(seed);

    private World NewWorld(long? seed)
    {
        var chosen = seed ?? _options.Seed;
        return new World(_options, chosen ?? Random.Shared.NextInt64(1, int.MaxValue), isRepeatable: chosen is not null);
    }
}
