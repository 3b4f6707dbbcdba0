using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tujenge.Infra.Upstreams.V1;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Infra.Upstreams;

/// <summary>When a login is made, and when a token is believed.</summary>
internal sealed class V1TokensTests
{
    private FakeTimeProvider _clock = null!;
    private ScriptedV1Server _server = null!;
    private ServiceProvider _services = null!;
    private V1Tokens _tokens = null!;

    [SetUp]
    public void Start()
    {
        _clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        _server = new ScriptedV1Server();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services.AddV1Tokens().ConfigurePrimaryHttpMessageHandler(() => _server);
        _services = services.BuildServiceProvider();
        _tokens = _services.GetRequiredService<V1Tokens>();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _services.DisposeAsync();
        _server.Dispose();
    }

    [Test]
    public async Task One_login_answers_all_who_ask_at_once()
    {
        var channel = ScriptedV1Server.Channel();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _tokens.GetAsync(channel, CancellationToken.None)));
        Assert.That(tokens, Is.All.EqualTo("token-1"));
        Assert.That((_server.Logins, _server.Credentials.Single()), Is.EqualTo((1, "a-user:a-password")));
    }

    [TestCase("7.00:00:00", "6.23:54:59", Description = "five minutes before the end")]
    [TestCase("00:00:20", "00:00:17.9", Description = "of a short life, when a tenth is left")]
    public async Task A_token_is_replaced_shortly_before_its_end(string life, string stillGoodAfter)
    {
        Lives(TimeSpan.Parse(life, CultureInfo.InvariantCulture));
        Assert.That(await GetAsync(), Is.EqualTo("token-1"));
        _clock.Advance(TimeSpan.Parse(stillGoodAfter, CultureInfo.InvariantCulture));
        Assert.That(await GetAsync(), Is.EqualTo("token-1"));
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.That(await GetAsync(), Is.EqualTo("token-2"));
    }

    [Test]
    public async Task Until_its_end_the_old_one_serves_while_the_server_is_away()
    {
        Lives(TimeSpan.FromHours(1));
        await GetAsync();
        _server.Login = _ => throw new HttpRequestException(HttpRequestError.ConnectionError);
        _clock.Advance(TimeSpan.FromMinutes(57));
        Assert.That(await GetAsync(), Is.EqualTo("token-1"));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.That((await FailAsync()).IsRefused, Is.False);
    }

    [Test]
    public async Task A_token_that_was_dropped_is_replaced_and_a_newer_one_stays()
    {
        var channel = ScriptedV1Server.Channel();
        await GetAsync();
        _tokens.Drop(channel, "token-1");
        Assert.That(await GetAsync(), Is.EqualTo("token-2"));
        _tokens.Drop(channel, "token-1");
        Assert.That(await GetAsync(), Is.EqualTo("token-2"));
    }

    [Test]
    public async Task Another_password_makes_another_login()
    {
        await GetAsync();
        Assert.That(await _tokens.GetAsync(ScriptedV1Server.Channel("another"), CancellationToken.None), Is.EqualTo("token-2"));
        Assert.That(_server.Credentials.Last(), Is.EqualTo("a-user:another"));
    }

    [TestCase(401)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(302, Description = "followed it would carry the password elsewhere")]
    public async Task A_login_that_was_refused_is_not_repeated_for_a_moment_unless_the_settings_change(int status)
    {
        _server.Login = _ => ScriptedV1Server.Json(status, """{"errors":[{"code":1005}]}""");
        Assert.That((await FailAsync()).IsRefused, Is.True);
        Assert.That((await FailAsync()).Message, Does.Contain($"HTTP {status}"));
        Assert.That(_server.Logins, Is.EqualTo(1));

        _server.Login = number => ScriptedV1Server.Json(200, ScriptedV1Server.LoginBody($"token-{number}", "2099-01-01 00:00:00+00:00"));
        Assert.That(await _tokens.GetAsync(ScriptedV1Server.Channel("right"), CancellationToken.None), Is.EqualTo("token-2"));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.That(await GetAsync(), Is.EqualTo("token-3"));
    }

    [TestCase(500, "{}")]
    [TestCase(503, "")]
    [TestCase(429, "{}")]
    [TestCase(200, "<html>a proxy</html>")]
    [TestCase(200, """{"users":[]}""")]
    [TestCase(200, """{"users":[{"token":7}]}""")]
    [TestCase(200, "[]")]
    public async Task A_server_that_gives_no_token_may_give_one_later(int status, string body)
    {
        _server.Login = _ => ScriptedV1Server.Json(status, body);
        Assert.That((await FailAsync()).IsRefused, Is.False);
        Assert.That((await FailAsync()).IsRefused, Is.False);
        Assert.That(_server.Logins, Is.EqualTo(1), "the second did not wait for a server that had just failed");
        _clock.Advance(TimeSpan.FromSeconds(6));
        await FailAsync();
        Assert.That(_server.Logins, Is.EqualTo(2));
    }

    [Test]
    public async Task Who_gives_up_waiting_leaves_the_login_to_the_others()
    {
        var answer = new TaskCompletionSource();
        _server.LoginDelay = answer.Task;
        using var patience = new CancellationTokenSource();
        var first = _tokens.GetAsync(ScriptedV1Server.Channel(), patience.Token);
        var second = GetAsync();
        await patience.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => first);

        answer.SetResult();
        Assert.That((await second, _server.Logins), Is.EqualTo(("token-1", 1)));
    }

    [Test]
    public async Task A_token_that_still_works_waits_only_once_for_a_server_that_is_silent()
    {
        Lives(TimeSpan.FromHours(1));
        await GetAsync();
        _clock.Advance(TimeSpan.FromMinutes(57));
        _server.Login = _ => throw new HttpRequestException(HttpRequestError.ConnectionError);
        Assert.That(await GetAsync(), Is.EqualTo("token-1"));

        _clock.Advance(TimeSpan.FromSeconds(6));
        var answer = new TaskCompletionSource();
        _server.LoginDelay = answer.Task;
        Lives(TimeSpan.FromHours(1));
        Assert.That(await GetAsync(), Is.EqualTo("token-1"), "though the next login has no answer yet");
        answer.SetResult();
        await Eventually.HoldsAsync(async () => await GetAsync() == "token-3", "the login's end");
    }

    [Test]
    public async Task A_token_that_still_works_outlives_a_refused_renewal()
    {
        Lives(TimeSpan.FromHours(1));
        await GetAsync();
        _server.Login = _ => ScriptedV1Server.Json(401, "{}");
        _clock.Advance(TimeSpan.FromMinutes(57));
        Assert.That(await GetAsync(), Is.EqualTo("token-1"));
        _tokens.Drop(ScriptedV1Server.Channel(), "token-1");
        Assert.That((await FailAsync()).IsRefused, Is.True);
    }

    [Test]
    public async Task However_many_services_ask_for_it_the_client_is_set_up_once()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services.AddV1Tokens();
        services.AddV1Tokens().ConfigurePrimaryHttpMessageHandler(() => _server);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<V1Tokens>().GetAsync(ScriptedV1Server.Channel(), CancellationToken.None);
        Assert.That(_server.Agents, Is.EqualTo(["Tujenge"]));
    }

    [TestCase("")]
    [TestCase("soon")]
    [TestCase("2020-01-01 00:00:00+00:00", Description = "the server's clock differs")]
    public async Task An_end_that_says_nothing_is_an_hour_away(string expiresAfter)
    {
        _server.Login = number => ScriptedV1Server.Json(200, ScriptedV1Server.LoginBody($"token-{number}", expiresAfter));
        await GetAsync();
        _clock.Advance(TimeSpan.FromMinutes(54));
        Assert.That(await GetAsync(), Is.EqualTo("token-1"));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That(await GetAsync(), Is.EqualTo("token-2"));
    }

    private async Task<V1LoginException> FailAsync() => (await Assert.ThrowsAsync<V1LoginException>(GetAsync))!;

    private Task<string> GetAsync() => _tokens.GetAsync(ScriptedV1Server.Channel(), CancellationToken.None);

    private void Lives(TimeSpan life) => _server.Login = number => ScriptedV1Server.Json(200, ScriptedV1Server.LoginBody(
        $"token-{number}", (_clock.GetUtcNow() + life).ToString("yyyy-MM-dd HH:mm:ss+00:00", CultureInfo.InvariantCulture)));
}
