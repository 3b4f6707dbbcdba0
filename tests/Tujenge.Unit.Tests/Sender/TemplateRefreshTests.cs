using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Upstreams;
using Tujenge.Sender.Sending;
using Tujenge.Testing;
using Tujenge.Unit.Tests.Edge;

namespace Tujenge.Unit.Tests.Sender;

/// <summary>Lists of templates are read again before they are too old.</summary>
internal sealed class TemplateRefreshTests
{
    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _clock = null!;
    private CountingGraph _graph = null!;
    private WebApplication _app = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        _graph = new CountingGraph();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Database:Provider", "Sqlite"),
            new("Database:ConnectionString", _folder.Path),
            new("Secrets:MasterKey", RunningEdge.MasterKey),
            new("Cloud:TemplatesLifetime", "00:10:00"),
        ]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.AddChannelDirectory();
        builder.AddUpstreams();
        builder.Services.AddHttpClient(Graph.ClientName).ConfigurePrimaryHttpMessageHandler(() => _graph);
        _app = builder.Build();
        await CreateAsync<SecretsDbContext>();
        await CreateAsync<DirectoryDbContext>();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _app.DisposeAsync();
        _graph.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Test]
    public async Task An_account_is_read_at_the_start_and_after_half_the_time_that_its_list_is_believed()
    {
        await AddChannelAsync("1", "7");
        await AddChannelAsync("2", "7");
        await AddChannelAsync("3", wabaId: null);
        using var refresh = ActivatorUtilities.CreateInstance<TemplateRefresh>(_app.Services);
        await refresh.StartAsync(CancellationToken.None);
        await ReadsAsync(1, "at the start, once for both channels of the account");

        _clock.Advance(new TimeSpan(0, 4, 59));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await ReadsAsync(2, "after five minutes");
        _clock.Advance(TimeSpan.FromMinutes(5));
        await ReadsAsync(3, "after five more");

        await refresh.StopAsync(CancellationToken.None);
        Assert.That(_graph.Reads, Is.EqualTo(3));
    }

    [Test]
    public async Task A_round_that_fails_is_not_the_last()
    {
        await AddChannelAsync("1", "7");
        _graph.Status = HttpStatusCode.InternalServerError;
        using var refresh = ActivatorUtilities.CreateInstance<TemplateRefresh>(_app.Services);
        await refresh.StartAsync(CancellationToken.None);
        await ReadsAsync(1, "at the start");

        _graph.Status = HttpStatusCode.OK;
        _clock.Advance(TimeSpan.FromMinutes(5));
        await ReadsAsync(2, "after five minutes");
        await refresh.StopAsync(CancellationToken.None);
    }

    private Task ReadsAsync(int reads, string when) => Eventually.HoldsAsync(() => Task.FromResult(_graph.Reads == reads), when);

    private async Task AddChannelAsync(string phoneNumberId, string? wabaId)
    {
        var secrets = _app.Services.GetRequiredService<SecretProtector>();
        var id = Guid.NewGuid();
        await using var db = await OpenAsync<DirectoryDbContext>();
        db.Channels.Add(new Channel
        {
            Id = id,
            PhoneNumber = $"25575400000{phoneNumberId}",
            PhoneNumberId = phoneNumberId,
            CloudBaseUrl = "https://graph.example",
            WabaId = wabaId,
            AccessToken = secrets.Protect("a-token", id, SecretField.AccessToken),
            AppSecret = secrets.Protect("a-secret", id, SecretField.AppSecret),
            VerifyToken = secrets.Protect("a-token", id, SecretField.VerifyToken),
            CreatedAt = _clock.GetUtcNow(),
        });
        await db.SaveChangesAsync();
    }

    private async Task CreateAsync<TContext>()
        where TContext : DbContext
    {
        await using var db = await OpenAsync<TContext>();
        await db.Database.EnsureCreatedAsync();
    }

    private Task<TContext> OpenAsync<TContext>()
        where TContext : DbContext => _app.Services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContextAsync();

    private sealed class CountingGraph : HttpMessageHandler
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/message_templates", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _reads);
            }

            return Task.FromResult(new HttpResponseMessage(Status)
            {
                Content = new StringContent("""{"data":[]}""", Encoding.UTF8, "application/json"),
            });
        }
    }
}
