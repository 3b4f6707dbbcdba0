using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Sender;

return await ServiceDefaultsExtensions.RunServiceAsync(args, SenderService.Help, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("sender", defaultPort: 8082);
    builder.AddMessaging(SenderService.Bus); // First, so that it stops last: what is in hand still reports by it.
    builder.AddSender();

    var app = builder.Build();
    app.MapServiceDefaults();
    return app;
});
