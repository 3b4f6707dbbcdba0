using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;

namespace Tujenge.Services.Tests.Support;

/// <summary>One service in this process, on the bed's real servers, with an ear on the events it publishes.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningService(WebApplication app, ConcurrentQueue<MessageStatusChanged> statuses)
    {
        _app = app;
        Statuses = statuses;
    }

    /// <summary>Status events on the bus, in the order in which they came.</summary>
    public ConcurrentQueue<MessageStatusChanged> Statuses { get; }

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    public SendQueues SendQueues => _app.Services.GetRequiredService<SendQueues>();

    public static async Task<RunningService> StartAsync(
        TestBed bed,
        Action<WebApplicationBuilder> add,
        BusModule module,
        params (string Name, string Value)[] settings)
    {
        var statuses = new ConcurrentQueue<MessageStatusChanged>();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(bed.Settings);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        if (Environment.GetEnvironmentVariable("TUJENGE_TEST_LOGS") is null)
        {
            builder.Logging.ClearProviders();
        }

        builder.Services.AddSingleton<TimeProvider>(bed.Clock);
        builder.AddServiceDefaults("test", defaultPort: 0);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder);
        builder.AddMessaging(module, EarFor(statuses));

        var app = builder.Build();
        await app.StartAsync();

        // Only when its queues are bound can a message be sent to it.
        await app.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30));
        return new RunningService(app, statuses);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static BusModule EarFor(ConcurrentQueue<MessageStatusChanged> statuses) => new(
        _ => { },
        (_, factory) => factory.ReceiveEndpoint("test-ear", endpoint => endpoint.Handler<MessageStatusChanged>(context =>
        {
            statuses.Enqueue(context.Message);
            return Task.CompletedTask;
        })));
}
