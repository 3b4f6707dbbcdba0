using Tujenge.Infra.Hosting;
using Tujenge.Infra.Time;
using Tujenge.Simulator;

return await ServiceDefaultsExtensions.RunServiceAsync(args, SimulatorService.Help, () =>
{
    var builder = WebApplication.CreateBuilder(args);

    // Before the defaults, which register the system's clock unless there is one.
    var clock = new MovableClock();
    builder.Services.AddSingleton(clock);
    builder.Services.AddSingleton<TimeProvider>(clock);

    builder.AddServiceDefaults("simulator", defaultPort: 8090);
    builder.AddSimulator();

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapSimulator(graphAtRoot: true);
    return app;
});
