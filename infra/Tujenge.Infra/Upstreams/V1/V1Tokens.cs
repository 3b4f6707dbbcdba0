using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Infra.Upstreams.V1;

/// <summary>
/// The login tokens of the v1 servers. Each is kept until shortly before its end and then replaced; however many ask at
/// once, one login answers them all, and while it fails a token that still works goes on. A login that failed is not repeated
/// for a moment: a wrong password shall not lock the account, and not everybody shall wait for a server that is away.
/// </summary>
public sealed class V1Tokens
{
    /// <summary>The longest that a token is replaced before its end; of one that lives shortly, a tenth of its life.</summary>
    private static readonly TimeSpan LongestLead = TimeSpan.FromMinutes(5);

    /// <summary>How long a token is believed whose end nobody said. Real ones live seven days, and a 401 tells in any case.</summary>
    private static readonly TimeSpan LifeUnlessSaid = TimeSpan.FromHours(1);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();
    private readonly V1Login _login;
    private readonly TimeProvider _clock;

    internal V1Tokens(V1Login login, TimeProvider clock)
    {
        _login = login;
        _clock = clock;
    }

    /// <summary>A token that works, as far as can be known.</summary>
    /// <exception cref="V1LoginException">There is none; it says why.</exception>
    /// <exception cref="UnreadableSecretException">The password cannot be decrypted.</exception>
    public async Task<string> GetAsync(Channel channel, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(channel.Id, _ => new Entry());
        var settings = new Settings(channel.V1BaseUrl, channel.V1Username, channel.V1Password);
        Login? current;
        Attempt attempt;
        lock (entry.Gate)
        {
            var now = _clock.GetUtcNow();
            current = entry.Current is { } held && held.Settings == settings && now < held.ExpiresAt ? held : null;
            if (now < current?.ReplaceAt)
            {
                return current.Token;
            }

            attempt = entry.Attempt = Begun(entry, channel, settings, now);
        }

        try
        {
            return current is not null && attempt.IsRepeated
                ? current.Token // The server is away, it seems: nobody needs to wait for it yet.
                : await attempt.Login.WaitAsync(cancellationToken);
        }
        catch (V1LoginException) when (current is not null)
        {
            return current.Token; // It should have been replaced, and still works.
        }
    }

    /// <summary>Forgets a token that the server no longer takes; a newer one stays.</summary>
    public void Drop(Channel channel, string token)
    {
        if (_entries.TryGetValue(channel.Id, out var entry))
        {
            lock (entry.Gate)
            {
                entry.Current = entry.Current?.Token == token ? null : entry.Current;
            }
        }
    }

    /// <summary>The login that is under way or has just failed, or else one that begins.</summary>
    private Attempt Begun(Entry entry, Channel channel, Settings settings, DateTimeOffset now)
    {
        var last = entry.Attempt?.Settings == settings ? entry.Attempt : null;
        if (last?.Holds(now) == true)
        {
            return last;
        }

        var attempt = new Attempt { Settings = settings, IsRepeated = last?.FailedAt is not null };
        attempt.Login = Task.Run(() => LogInAsync(entry, channel, attempt)); // Neither under the lock nor bound to one caller's patience.
        return attempt;
    }

    private async Task<string> LogInAsync(Entry entry, Channel channel, Attempt attempt)
    {
        try
        {
            var token = await _login.LogInAsync(channel, CancellationToken.None);
            var now = _clock.GetUtcNow();
            var life = token.ExpiresAt - now is { Ticks: > 0 } said ? said : LifeUnlessSaid; // An end that is over: its clock differs.
            var lead = life / 10 < LongestLead ? life / 10 : LongestLead;
            lock (entry.Gate)
            {
                entry.Current = new Login(attempt.Settings, token.Text, now + life - lead, now + life);
            }

            return token.Text;
        }
        catch
        {
            attempt.FailedAt = _clock.GetUtcNow();
            throw;
        }
    }

    private sealed class Entry
    {
        public Lock Gate { get; } = new();

        public Login? Current { get; set; }

        public Attempt? Attempt { get; set; }
    }

    private sealed record Settings(string? BaseUrl, string? Username, ProtectedText? Password);

    private sealed record Login(Settings Settings, string Token, DateTimeOffset ReplaceAt, DateTimeOffset ExpiresAt);

    private sealed class Attempt
    {
        public required Settings Settings { get; init; }

        /// <summary>Whether the one before has failed.</summary>
        public required bool IsRepeated { get; init; }

        public Task<string> Login { get; set; } = null!;

        public DateTimeOffset? FailedAt { get; set; }

        /// <summary>Whether its outcome, known or not, is the answer at this moment.</summary>
        public bool Holds(DateTimeOffset now) =>
            !Login.IsCompleted || (FailedAt is { } failedAt && now >= failedAt && now < failedAt + PauseAfterFailure);
    }
}

/// <summary>Adds the tokens of v1 servers.</summary>
public static class V1TokensExtensions
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds <see cref="V1Tokens"/>; once, however many services ask.</summary>
    /// <returns>Of the client that logs in: lets a test put its own transport underneath.</returns>
    public static IHttpClientBuilder AddV1Tokens(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(V1Tokens)))
        {
            return services.AddHttpClient(V1Login.ClientName);
        }

        services.AddSingleton<V1Login>();
        services.AddSingleton(provider =>
            new V1Tokens(provider.GetRequiredService<V1Login>(), provider.GetRequiredService<TimeProvider>()));
        return services
            .AddHttpClient(V1Login.ClientName, http =>
            {
                http.Timeout = Timeout;
                http.MaxResponseContentBufferSize = V1Login.MostBytes;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("Tujenge");
                http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            })
            .ConfigurePrimaryHttpMessageHandler(UpstreamConnections.Create);
    }
}
