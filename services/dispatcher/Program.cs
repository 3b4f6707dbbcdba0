using Tujenge.Dispatcher;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;

return await ServiceDefaultsExtensions.RunServiceAsync(args, DispatcherService.Help, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("dispatcher", defaultPort: 8083);
    builder.AddMessaging(DispatcherService.Bus); // First, so that it stops last: what is in hand still reports by it.
    builder.AddDispatcher();

    var app = builder.Build();
    app.MapServiceDefaults();
    return app;
});
