using Tujenge.Dispatcher;
using Tujenge.Edge;
using Tujenge.Inbound;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Sender;
using Tujenge.Simulator;
using Tujenge.Standalone;
using Tujenge.Standalone.Sandbox;

DataFolder? data = null;
try
{
    return await ServiceDefaultsExtensions.RunServiceAsync(args, () => Usage.Text, () =>
    {
        data = DataFolder.Open(args);
        var builder = WebApplication.CreateBuilder(args);
        builder.AddSandboxDefaults(data);

        // One clock for the whole product: moving it moves windows, retries and callbacks alike.
        var clock = KeptClock.Open(data);
        builder.Services.AddSingleton(clock).AddSingleton<TimeProvider>(clock);

        builder.AddServiceDefaults("standalone", SandboxDefaults.Port);

        // First, so that it stops last: what is in hand still reports by it.
        builder.AddMessaging(EdgeService.Bus, SenderService.Bus, InboundService.Bus, DispatcherService.Bus);
        builder.AddEdge();
        builder.AddSender();
        builder.AddInbound();
        builder.AddDispatcher();
        builder.AddSimulator();
        builder.AddSandbox();

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapEdge("/callbacks", "/simulator");
        app.MapInbound();
        app.MapSimulator(graphAtRoot: false);
        return app;
    });
}
finally
{
    data?.Dispose();
}
