using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Processes;

namespace Tujenge.Services.Tests.Support;

/// <summary>One service in this process, on the bed's real servers, with an ear on the events it publishes.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Ear _ear;
    private readonly FileLog _log;

    private RunningService(WebApplication app, Ear ear, FileLog log)
    {
        _app = app;
        _ear = ear;
        _log = log;
    }

    /// <summary>Status events on the bus, in the order in which they came.</summary>
    public ConcurrentQueue<MessageStatusChanged> Statuses => _ear.Statuses;

    /// <summary>Inbound events on the bus, in the order in which they came.</summary>
    public ConcurrentQueue<InboundMessageReceived> Received => _ear.Received;

    /// <summary>Customers' files, in the order in which they came.</summary>
    public ConcurrentQueue<MediaReceived> Media => _ear.Media;

    /// <summary>How WhatsApp writes numbers, in the order in which it was told.</summary>
    public ConcurrentQueue<WaIdLearned> Learned => _ear.Learned;

    /// <summary>Runs when an inbound event is heard, before it is in <see cref="Received"/>.</summary>
    public Func<InboundMessageReceived, Task> OnReceived
    {
        set => _ear.OnReceived = value;
    }

    /// <summary>Everything it has logged so far.</summary>
    public string Log => _log.Text;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    /// <summary>The scope of its own meters.</summary>
    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public SendQueues SendQueues => _app.Services.GetRequiredService<SendQueues>();

    public static Task<RunningService> StartAsync(
        TestBed bed,
        Action<WebApplicationBuilder> add,
        BusModule module,
        params (string Name, string Value)[] settings) => StartAsync(bed, add, _ => { }, module, settings);

    public static async Task<RunningService> StartAsync(
        TestBed bed,
        Action<WebApplicationBuilder> add,
        Action<WebApplication> map,
        BusModule module,
        params (string Name, string Value)[] settings)
    {
        var ear = new Ear();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(bed.Settings);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.Services.AddSingleton<TimeProvider>(bed.Clock);
        builder.AddServiceDefaults("test", defaultPort: 0);
        var log = new FileLog("in-process");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder);
        builder.AddMessaging(module, ear.Module);

        var app = builder.Build();
        map(app);
        await app.StartAsync();

        // Only when its queues are bound can a message be sent to it.
        await app.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30));
        return new RunningService(app, ear, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Assert.That(PrivateValues.FindIn(_log.Text), Is.Empty, "secrets and personal data in the log");
    }

    private sealed class Ear
    {
        public ConcurrentQueue<MessageStatusChanged> Statuses { get; } = new();

        public ConcurrentQueue<InboundMessageReceived> Received { get; } = new();

        public ConcurrentQueue<MediaReceived> Media { get; } = new();

        public ConcurrentQueue<WaIdLearned> Learned { get; } = new();

        public Func<InboundMessageReceived, Task> OnReceived { get; set; } = _ => Task.CompletedTask;

        public BusModule Module => new(
            _ => { },
            (_, factory) => factory.ReceiveEndpoint("test-ear", endpoint =>
            {
                endpoint.ConcurrentMessageLimit = 1; // or the order would not be theirs
                endpoint.Handler<MessageStatusChanged>(context =>
                {
                    Statuses.Enqueue(context.Message);
                    return Task.CompletedTask;
                });
                endpoint.Handler<MediaReceived>(context =>
                {
                    Media.Enqueue(context.Message);
                    return Task.CompletedTask;
                });
                endpoint.Handler<WaIdLearned>(context =>
                {
                    Learned.Enqueue(context.Message);
                    return Task.CompletedTask;
                });
                endpoint.Handler<InboundMessageReceived>(async context =>
                {
                    await OnReceived(context.Message);
                    Received.Enqueue(context.Message);
                });
            }));
    }
}
