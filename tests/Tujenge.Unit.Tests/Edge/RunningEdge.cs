using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tujenge.Contracts.Messages;
using Tujenge.Edge;
using Tujenge.Edge.Messages.Sending.Idempotency;
using Tujenge.Edge.Persistence;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Time;
using Tujenge.Infra.Windows;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>The real edge on a port of its own, with SQLite, the in-memory bus, and a stand-in for the sender.</summary>
internal sealed class RunningEdge : IAsyncDisposable
{
    public const string OperatorToken = "an-operator-token";
    public const string MasterKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private RunningEdge(WebApplication app, DirectoryInfo folder, MovableClock clock, CapturedLog log)
    {
        _app = app;
        _folder = folder;
        Clock = clock;
        Log = log;
    }

    private readonly DocumentedAnswers _answers = new();

    /// <summary>Holds what <c>/v1</c> answers against its document.</summary>
    public HttpClient Http => field ??= new HttpClient(_answers);

    public CapturedLog Log { get; }

    /// <summary>Edge's time.</summary>
    public MovableClock Clock { get; }

    /// <summary>What the sender would get.</summary>
    public ConcurrentQueue<SendMessage> Sent { get; } = new();

    public string DatabaseFile => Path.Combine(_folder.FullName, "directory.db");

    private string OwnDatabaseFile => Path.Combine(_folder.FullName, "edge.db");

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    /// <summary>Method and pattern of every route there is.</summary>
    public IEnumerable<(string Method, string Pattern)> Routes =>
        _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [], (endpoint, method) =>
                (method, endpoint.RoutePattern.RawText!));

    public IMeterFactory Metrics => _app.Services.GetRequiredService<IMeterFactory>();

    public static Task<RunningEdge> StartAsync(params (string Key, string Value)[] settings) => StartAsync(module: null, settings);

    /// <summary>With something more on its bus.</summary>
    public static async Task<RunningEdge> StartAsync(BusModule? module, params (string Key, string Value)[] settings)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("tujenge-edge-");
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Urls", "http://127.0.0.1:0"),
            new("Database:Provider", "Sqlite"),
            new("Database:ConnectionString", folder.FullName),
            new("Secrets:MasterKey", MasterKey),
            new("Messaging:Transport", "InMemory"),
            new("Edge:OperatorToken", OperatorToken),
            new("Edge:MessagesPerSecond", "0"),
            new("Edge:RequestsPerSecond", "0"),
        ]);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));

        RunningEdge? edge = null;
        var log = new CapturedLog();
        var clock = new MovableClock();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddServiceDefaults("edge", defaultPort: 0);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddEdge();
        BusModule[] more = module is null ? [] : [module];
        builder.AddMessaging(
            [EdgeService.Bus, new BusModule(_ => { }, (_, factory) => AddSenders(factory, () => edge!.Sent)), .. more]);

        edge = new RunningEdge(builder.Build(), folder, clock, log);
        try
        {
            await edge.StartAsync();
            return edge;
        }
        catch
        {
            await edge.DisposeAsync();
            throw;
        }
    }

    /// <summary>A fresh channel and a key to it, made as an operator would.</summary>
    public async Task<(Guid ChannelId, Guid KeyId, string Key)> CreateChannelAsync()
    {
        var number = Random.Shared.NextInt64(255_000_000_000, 255_999_999_999);
        using var created = await AdminAsync(HttpMethod.Post, "/admin/v1/channels", $$"""
            {"phone_number":"+{{number}}","phone_number_id":"id-{{number}}","access_token":"token","app_secret":"secret"}
            """);
        var channelId = (await created.ReadJsonAsync()).GetProperty("id").GetGuid();
        using var answer = await AdminAsync(HttpMethod.Post, $"/admin/v1/channels/{channelId}/keys");
        var key = await answer.ReadJsonAsync();
        return (channelId, key.GetProperty("id").GetGuid(), key.GetProperty("key").GetString()!);
    }

    /// <summary>The same, with the simulator's number, or another of its numbers, behind it.</summary>
    public async Task<(Guid ChannelId, Guid KeyId, string Key)> CreateChannelAsync(
        RunningSimulator whatsApp,
        string phoneNumberId = RunningSimulator.NumberId)
    {
        var created = await CreateChannelAsync();
        using var changed = await AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{created.ChannelId}", $$"""
            {"cloud_base_url":"{{whatsApp.Http.BaseAddress}}","phone_number_id":"{{phoneNumberId}}",
                "access_token":"{{RunningSimulator.Token}}","waba_id":"{{RunningSimulator.WabaId}}"}
            """);
        changed.EnsureSuccessStatusCode();
        return created;
    }

    /// <summary>A fresh channel on a v1 server of the test's own, a key to it, and its callback token.</summary>
    public async Task<(Guid ChannelId, string Key, string CallbackToken)> CreateV1ChannelAsync(Uri root)
    {
        var created = await CreateUncheckedV1ChannelAsync(root);
        _answers.PassOn(created.Key);
        return created;
    }

    /// <summary>The same on the simulator's, which answers as real ones do.</summary>
    public async Task<(Guid ChannelId, string Key, string CallbackToken)> CreateV1ChannelAsync(RunningSimulator whatsApp)
    {
        var created = await CreateUncheckedV1ChannelAsync(await whatsApp.AddOnPremisesNumberAsync());
        _answers.BehindV1(created.Key);
        return created;
    }

    private async Task<(Guid ChannelId, string Key, string CallbackToken)> CreateUncheckedV1ChannelAsync(Uri root)
    {
        var number = Random.Shared.NextInt64(255_000_000_000, 255_999_999_999);
        using var created = await AdminAsync(HttpMethod.Post, "/admin/v1/channels", $$"""
            {"phone_number":"+{{number}}","upstream":"v1","v1_base_url":"{{root}}","v1_username":"a-user","v1_password":"a-password"}
            """);
        var channel = await created.ReadJsonAsync();
        var channelId = channel.GetProperty("id").GetGuid();
        using var answer = await AdminAsync(HttpMethod.Post, $"/admin/v1/channels/{channelId}/keys");
        var key = (await answer.ReadJsonAsync()).GetProperty("key").GetString()!;
        return (channelId, key, channel.GetProperty("callback_token").GetString()!);
    }

    public Task<HttpResponseMessage> AdminAsync(HttpMethod method, string path, string? json = null, string? token = OperatorToken)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : Json(json) };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return Http.SendAsync(request);
    }

    /// <summary>Puts a key of the test's choice into the directory.</summary>
    public async Task StoreKeyAsync(Guid channelId, string key)
    {
        await using var db = await OpenDirectoryAsync();
        db.ApiKeys.Add(new ApiKey
        {
            Id = Guid.NewGuid(),
            ChannelId = channelId,
            Hash = ApiKeyText.HashOf(key),
            CreatedAt = DateTimeOffset.UtcNow,
        });
        await db.SaveChangesAsync();
    }

    /// <summary>Puts a list of templates into the directory, as if Graph had just told it.</summary>
    public async Task StoreTemplatesAsync(Uri graph, string wabaId, string json)
    {
        await using var db = await OpenDirectoryAsync();
        await db.SetTemplateListAsync(
            new TemplateList
            {
                Account = $"{graph.OriginalString.TrimEnd('/')} {wabaId}",
                WabaId = wabaId,
                Namespace = "",
                Templates = json,
                ReadAt = Clock.GetUtcNow(),
                ReadAfter = 0,
            },
            CancellationToken.None);
    }

    /// <summary>Ends what edge does in the background, as stopping it would.</summary>
    public async Task StopBackgroundWorkAsync()
    {
        foreach (var work in _app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<KeyUse>())
        {
            await work.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>The directory, past the API.</summary>
    public Task<DirectoryDbContext> OpenDirectoryAsync() =>
        _app.Services.GetRequiredService<IDbContextFactory<DirectoryDbContext>>().CreateDbContextAsync();

    /// <summary>A channel as it is stored, its secrets readable.</summary>
    public async Task<Channel> ReadChannelAsync(Guid id)
    {
        await using var db = await OpenDirectoryAsync();
        var channel = (await db.Channels.FindAsync(id))!;
        channel.Open(Secrets);
        return channel;
    }

    /// <summary>Encrypts as edge does.</summary>
    public SecretProtector Secrets => _app.Services.GetRequiredService<SecretProtector>();

    /// <summary>Edge's own tables, past the API.</summary>
    public Task<EdgeDbContext> OpenOwnAsync() =>
        _app.Services.GetRequiredService<IDbContextFactory<EdgeDbContext>>().CreateDbContextAsync();

    /// <summary>The customers' windows, past inbound.</summary>
    public Task<WindowsDbContext> OpenWindowsAsync() =>
        _app.Services.GetRequiredService<IDbContextFactory<WindowsDbContext>>().CreateDbContextAsync();

    /// <summary>Nothing can open the database from now on, open connections included.</summary>
    public void TakeDatabaseAway() => TakeAway(DatabaseFile);

    /// <summary>The same of edge's own tables; keys are still known.</summary>
    public void TakeOwnDatabaseAway() => TakeAway(OwnDatabaseFile);

    public void BringDatabaseBack()
    {
        System.IO.Directory.Delete(DatabaseFile);
        File.Move($"{DatabaseFile}.away", DatabaseFile);
    }

    public Task<HttpResponseMessage> PostAsync(
        string path,
        string json,
        string? key,
        string header = "WA-API-KEY",
        string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, key, Json(json), header, idempotencyKey);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? key,
        HttpContent? content = null,
        string header = "WA-API-KEY",
        string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Add(header, key);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add(IdempotencyHeader.Name, idempotencyKey);
        }

        return Http.SendAsync(request);
    }

    /// <summary>Stops it after the requests that are under way.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        _app.MapServiceDefaults();
        _app.MapEdge("/callbacks");
        _app.MapGet("/callbacks/boom", string () => throw new InvalidOperationException("not edge's"));
        await using (var db = await OpenDirectoryAsync())
        {
            await db.Database.EnsureCreatedAsync();
        }

        await using (var db = await _app.Services.GetRequiredService<IDbContextFactory<SecretsDbContext>>().CreateDbContextAsync())
        {
            await db.Database.EnsureCreatedAsync();
        }

        await using (var db = await OpenOwnAsync())
        {
            await db.Database.EnsureCreatedAsync();
        }

        await using (var db = await OpenWindowsAsync())
        {
            await db.Database.EnsureCreatedAsync();
        }

        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.Single());
        _answers.BasePath = _app.Configuration["Edge:BasePath"] ?? "";
        await V1Docs.LoadAsync(Http, _answers.BasePath);
    }

    private static void TakeAway(string file)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Move(file, $"{file}.away");
        System.IO.Directory.CreateDirectory(file); // Where there is nothing, SQLite would make a new file.
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static void AddSenders(IBusFactoryConfigurator factory, Func<ConcurrentQueue<SendMessage>> sent)
    {
        for (var number = 0; number < 8; number++)
        {
            factory.ReceiveEndpoint(SendQueues.NameOf(number), endpoint => endpoint.Handler<SendMessage>(context =>
            {
                sent().Enqueue(context.Message);
                return Task.CompletedTask;
            }));
        }
    }
}

internal static class AnswerReading
{
    public static Task<JsonElement> ReadJsonAsync(this HttpResponseMessage answer) =>
        answer.Content.ReadFromJsonAsync<JsonElement>();
}
