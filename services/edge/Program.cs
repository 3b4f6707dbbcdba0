using Tujenge.Edge;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;

return await ServiceDefaultsExtensions.RunServiceAsync(args, EdgeService.Help, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("edge", defaultPort: 8080);
    builder.AddEdge();
    builder.AddMessaging(EdgeService.Bus);

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapEdge();
    return app;
});
