using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Sender;

return await ServiceDefaultsExtensions.RunServiceAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("sender", defaultPort: 8082);
    builder.AddSender();
    builder.AddMessaging(SenderService.Bus);

    var app = builder.Build();
    app.MapServiceDefaults();
    return app;
});
