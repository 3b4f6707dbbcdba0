using Tujenge.Infra.Hosting;

return await ServiceDefaultsExtensions.RunServiceAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("simulator", defaultPort: 8090);

    var app = builder.Build();
    app.MapServiceDefaults();
    return app;
});
