using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Templates;
using Tujenge.Infra.Upstreams;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Infra.Templates;

/// <summary>When a list of templates is read again.</summary>
internal sealed class TemplateCatalogTests
{
    private static readonly Channel Channel = new()
    {
        Id = new("0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"),
        PhoneNumber = "255754000000",
        PhoneNumberId = "1",
        CloudBaseUrl = "https://graph.example",
        WabaId = "7",
        AccessToken = new ProtectedText("encrypted").OpenWith(() => "a-token"),
        AppSecret = new ProtectedText(""),
        VerifyToken = new ProtectedText(""),
        CreatedAt = default,
    };

    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _clock = null!;
    private ScriptedGraph _server = null!;
    private ServiceProvider _services = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        _server = new ScriptedGraph();
        var database = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = _folder.Path };
        var services = new ServiceCollection()
            .AddDbContextFactory<DirectoryDbContext>(options => options.UseTujengeDatabase(database, DirectoryDbContext.Schema))
            .AddSingleton(Options.Create(new CloudOptions()))
            .AddSingleton<Graph>();
        services.AddHttpClient(Graph.ClientName).ConfigurePrimaryHttpMessageHandler(() => _server);
        _services = services.BuildServiceProvider();
        await using var db = await OpenAsync();
        await db.Database.EnsureCreatedAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _services.DisposeAsync();
        _server.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Test]
    public async Task A_list_that_is_young_is_not_read_again_until_something_changes()
    {
        var (one, other) = (Catalog(), Catalog());
        await one.ListAsync(Channel, CancellationToken.None);
        await other.ListAsync(Channel, CancellationToken.None);
        Assert.That(_server.Reads, Is.EqualTo(1));

        await one.MarkStaleAsync("7", CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await other.ListAsync(Channel, CancellationToken.None);
        await one.ListAsync(Channel, CancellationToken.None);
        Assert.That(_server.Reads, Is.EqualTo(2));
    }

    /// <summary>Graph may have made its answer before the change; the answer was written after it.</summary>
    [Test]
    public async Task A_change_that_is_noted_while_the_list_is_read_outlives_the_reading()
    {
        var catalog = Catalog();
        await catalog.ListAsync(Channel, CancellationToken.None);
        await NoteChangeAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        _server.WhileReading = NoteChangeAsync;
        await catalog.ListAsync(Channel, CancellationToken.None);
        _server.WhileReading = () => Task.CompletedTask;

        _clock.Advance(TimeSpan.FromSeconds(3));
        await catalog.ListAsync(Channel, CancellationToken.None);
        Assert.That(_server.Reads, Is.EqualTo(3));
        _clock.Advance(TimeSpan.FromSeconds(3));
        await catalog.ListAsync(Channel, CancellationToken.None);
        Assert.That(_server.Reads, Is.EqualTo(3));
    }

    [Test]
    public async Task A_missing_template_is_missing_only_where_the_list_can_be_read_again()
    {
        var catalog = Catalog();
        Assert.That((await FindAsync(catalog)).IsKnown, Is.True);
        _clock.Advance(TimeSpan.FromSeconds(3));
        _server.Status = HttpStatusCode.InternalServerError;
        Assert.That((await FindAsync(catalog)).IsKnown, Is.False, "it may be newer than the list");

        _clock.Advance(TimeSpan.FromSeconds(20));
        _server.Status = HttpStatusCode.OK;
        Assert.That((await FindAsync(catalog)).IsKnown, Is.True);
    }

    [TestCase("""{"error":{"message":"no","code":2}}""")]
    [TestCase("<html>a proxy's page</html>")]
    [TestCase("")]
    public async Task The_namespace_stays_when_only_the_list_can_be_read_again(string words)
    {
        var catalog = Catalog();
        await catalog.ListAsync(Channel, CancellationToken.None);
        _server.Account = words;
        await catalog.MarkStaleAsync("7", CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(3));
        var known = await catalog.ListAsync(Channel, CancellationToken.None);
        Assert.That((_server.Reads, known?.Namespace), Is.EqualTo((2, "n7")));
    }

    [Test]
    public async Task Who_misses_a_template_waits_for_the_list_that_another_reads()
    {
        var catalog = Catalog();
        await catalog.ListAsync(Channel, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(3));
        var isRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.WhileReading = () => isRead.Task;
        _server.Templates = """{"data":[{"name":"fresh","language":"sw","status":"APPROVED"}]}""";
        Task<TemplateLookup>[] both = [FindAsync(catalog), FindAsync(catalog)];
        isRead.SetResult();

        Assert.That((await Task.WhenAll(both)).Select(found => found.Template?.Name), Is.EqualTo(new[] { "fresh", "fresh" }));
        Assert.That(_server.Reads, Is.EqualTo(2));
    }

    private static Task<TemplateLookup> FindAsync(TemplateCatalog catalog) =>
        catalog.FindAsync(Channel, "fresh", "sw", CancellationToken.None);

    private TemplateCatalog Catalog() => new(
        new GraphTemplates(_services.GetRequiredService<Graph>(), NullLogger<GraphTemplates>.Instance),
        _services.GetRequiredService<IDbContextFactory<DirectoryDbContext>>(),
        _services.GetRequiredService<IOptions<CloudOptions>>(),
        _clock);

    private Task<DirectoryDbContext> OpenAsync() =>
        _services.GetRequiredService<IDbContextFactory<DirectoryDbContext>>().CreateDbContextAsync();

    private async Task NoteChangeAsync()
    {
        await using var db = await OpenAsync();
        await db.NoteTemplateChangeAsync("7", CancellationToken.None);
    }

    private sealed class ScriptedGraph : HttpMessageHandler
    {
        public int Reads { get; private set; }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public string Templates { get; set; } = """{"data":[]}""";

        public string Account { get; set; } = """{"message_template_namespace":"n7"}""";

        public Func<Task> WhileReading { get; set; } = () => Task.CompletedTask;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/message_templates", StringComparison.Ordinal))
            {
                Reads++;
                await WhileReading();
                return Say(Templates);
            }

            return Say(Account);
        }

        private HttpResponseMessage Say(string words)
        {
            return new HttpResponseMessage(Status) { Content = new StringContent(words, Encoding.UTF8, "application/json") };
        }
    }
}
