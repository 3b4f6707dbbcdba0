using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Infra.Upstreams.V1;

/// <summary>
/// The login tokens of the v1 servers. Each is kept until shortly before its end and then replaced; however many ask at
/// once, one login answers them all. A login that was refused is not repeated for a moment, so that a wrong password does not
/// lock the account.
/// </summary>
public sealed class V1Tokens
{
    /// <summary>The longest that a token is replaced before its end; of one that lives shortly, a tenth of its life.</summary>
    private static readonly TimeSpan LongestLead = TimeSpan.FromMinutes(5);

    /// <summary>How long a token is believed whose end nobody said. Real ones live seven days, and a 401 tells in any case.</summary>
    private static readonly TimeSpan LifeUnlessSaid = TimeSpan.FromHours(1);

    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromSeconds(5);

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
        if (entry.Current is { } current && current.IsFor(settings, _clock.GetUtcNow()))
        {
            return current.Token;
        }

        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            return await GetOrLogInAsync(entry, channel, settings, cancellationToken);
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>Forgets a token that the server no longer takes; a newer one stays.</summary>
    public void Drop(Channel channel, string token)
    {
        if (_entries.TryGetValue(channel.Id, out var entry) && entry.Current is { } current && current.Token == token)
        {
            Interlocked.CompareExchange(ref entry.Current, null, current);
        }
    }

    private async Task<string> GetOrLogInAsync(Entry entry, Channel channel, Settings settings, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var current = entry.Current;
        if (current?.IsFor(settings, now) == true)
        {
            return current.Token;
        }

        if (entry.Refusal is { } refusal && refusal.Settings == settings && now < refusal.Until && now >= refusal.Until - PauseAfterRefusal)
        {
            throw new V1LoginException(refusal.Message, isRefused: true);
        }

        try
        {
            var token = await _login.LogInAsync(channel, cancellationToken);
            var life = token.ExpiresAt - now is { Ticks: > 0 } said ? said : LifeUnlessSaid; // An end that is over: its clock differs.
            var lead = life / 10 < LongestLead ? life / 10 : LongestLead;
            entry.Current = new Login(settings, token.Text, now + life - lead, now + life);
            entry.Refusal = null;
            return token.Text;
        }
        catch (V1LoginException fault) when (!fault.IsRefused && current?.WorksFor(settings, now) == true)
        {
            return current.Token; // It should have been replaced, and still works.
        }
        catch (V1LoginException fault) when (fault.IsRefused)
        {
            entry.Refusal = new Refusal(settings, now + PauseAfterRefusal, fault.Message);
            throw;
        }
    }

    private sealed class Entry
    {
        public Login? Current;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Refusal? Refusal { get; set; }
    }

    private sealed record Settings(string? BaseUrl, string? Username, ProtectedText? Password);

    private sealed record Refusal(Settings Settings, DateTimeOffset Until, string Message);

    private sealed record Login(Settings Settings, string Token, DateTimeOffset ReplaceAt, DateTimeOffset ExpiresAt)
    {
        public bool IsFor(Settings settings, DateTimeOffset now) => now < ReplaceAt && Settings == settings;

        public bool WorksFor(Settings settings, DateTimeOffset now) => now < ExpiresAt && Settings == settings;
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
        services.TryAddSingleton<V1Login>();
        services.TryAddSingleton(provider =>
            new V1Tokens(provider.GetRequiredService<V1Login>(), provider.GetRequiredService<TimeProvider>()));
        return services
            .AddHttpClient(V1Login.ClientName, http =>
            {
                http.Timeout = Timeout;
                http.MaxResponseContentBufferSize = V1Login.MostBytes;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("Tujenge");
                http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // A redirect would carry the password elsewhere.
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
    }
}
