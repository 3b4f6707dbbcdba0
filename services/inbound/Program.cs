using Tujenge.Inbound;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;

return await ServiceDefaultsExtensions.RunServiceAsync(args, InboundService.Help, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("inbound", defaultPort: 8081);
    builder.AddInbound();
    builder.StayReadyWithoutDatabase(); // Callbacks are acknowledged, and wait in the broker.
    builder.AddMessaging(InboundService.Bus);

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapInbound();
    return app;
});
