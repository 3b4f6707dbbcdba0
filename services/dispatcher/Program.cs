using Tujenge.Dispatcher;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;

return await ServiceDefaultsExtensions.RunServiceAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("dispatcher", defaultPort: 8083);
    builder.AddDispatcher();
    builder.AddMessaging(DispatcherService.Bus);

    var app = builder.Build();
    app.MapServiceDefaults();
    return app;
});
