namespace Tujenge.SystemTests.Kills;

/// <summary>How hard and how long.</summary>
/// <param name="Rate">Messages a second.</param>
/// <param name="Rounds">In each round one process of each kind is killed, the two of a kind in turn.</param>
/// <param name="RoundsOfBoth">In each of these both of a kind are killed at once, one kind after the other.</param>
/// <param name="Pause">From one restart to the next kill.</param>
/// <param name="Outage">How long each server is away.</param>
/// <param name="UnknownOutcomeTimeout">Longer than WhatsApp waits before it repeats what it tried while a server was away.</param>
internal sealed record KillsPlan(
    int Rate,
    int Rounds,
    int RoundsOfBoth,
    TimeSpan Pause,
    TimeSpan Outage,
    TimeSpan UnknownOutcomeTimeout)
{
    private const string Variable = "TUJENGE_KILLS";

    /// <summary>
    /// About a minute of load, and less of it than in the full form: nine processes, their starts above all, share the
    /// machine of the tests with both servers, and what they cannot do in time is no finding.
    /// </summary>
    public static KillsPlan Short { get; } = new(
        Rate: 30, Rounds: 2, RoundsOfBoth: 0, Pause: TimeSpan.FromSeconds(4), Outage: TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));

    /// <summary>About four minutes of load.</summary>
    public static KillsPlan Full { get; } = new(
        Rate: 100, Rounds: 4, RoundsOfBoth: 2, Pause: TimeSpan.FromSeconds(6), Outage: TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(120));

    /// <summary>What the environment asks for.</summary>
    public static KillsPlan Chosen() => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "short" => Short,
        "full" => Full,
        var other => throw new InvalidOperationException($"{Variable} is '{other}', but must be short or full."),
    };
}
