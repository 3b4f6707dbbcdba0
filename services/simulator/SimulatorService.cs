using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Callbacks;
using Tujenge.Simulator.Callbacks.Telling;
using Tujenge.Simulator.Clock;
using Tujenge.Simulator.Faults;
using Tujenge.Simulator.Graph;
using Tujenge.Simulator.Graph.Templates;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.OnPremises;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Receiver;
using Tujenge.Simulator.Sending;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator;

/// <summary>WhatsApp for machines without WhatsApp, as a part of any web application.</summary>
public static class SimulatorService
{
    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help() => ServiceHelp.Describe(
        "simulator",
        "WhatsApp for machines without WhatsApp.",
        new SimulatorOptions());

    /// <summary>
    /// Adds the simulator. It uses the <see cref="MovableClock"/> that is registered, or brings one. A host whose
    /// <see cref="TimeProvider"/> is still the system's gets that clock instead, so that moving it moves the whole host;
    /// any other time provider is left alone.
    /// </summary>
    public static WebApplicationBuilder AddSimulator(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddOptionsWithValidateOnStart<SimulatorOptions, SimulatorOptionsValidator>()
            .BindConfiguration(SimulatorOptions.SectionName);

        builder.Services.AddMovableClock();
        builder.Services.AddSingleton<Sandbox>();
        builder.Services.AddSingleton<Writing>();
        builder.Services.AddSingleton<Attempts>();
        builder.Services.AddSingleton<Teller>();
        builder.Services.AddCallbacks();

        return builder;
    }

    /// <summary>Maps the control API, the Graph API and the On-Premises API below <c>Simulator:PathPrefix</c>.</summary>
    /// <param name="app">The host.</param>
    /// <param name="graphAtRoot">
    /// Whether the Graph API is also at <c>/{version}/…</c>, as on Meta's host, and <c>/</c> leads to the index.
    /// </param>
    public static WebApplication MapSimulator(this WebApplication app, bool graphAtRoot)
    {
        var prefix = app.Services.GetRequiredService<IOptions<SimulatorOptions>>().Value.PathPrefix;
        app.AnswerRefusals(path => path.StartsWithSegments($"{prefix}/onprem/v1"), OnPremisesAnswer.Refuse);
        app.AnswerRefusals(
            path => path.StartsWithSegments($"{prefix}/graph") || (graphAtRoot && GraphEndpoints.IsVersioned(path)), GraphAnswer.Refuse);
        var control = app.MapGroup(prefix).WithTags("Simulator");

        control.MapIndex(prefix, graphAtRoot);
        control.MapNumbers();
        control.MapPhones();
        control.MapTemplateSettings();
        control.MapFaults();
        control.MapClock();
        control.MapCalls();
        control.MapCallbacks();
        control.MapTellCallbacks();
        control.MapReceiver();
        control.MapReset();
        control.MapGroup("/graph").MapGraph();
        control.MapGroup("/onprem/v1").MapOnPremises();

        if (graphAtRoot)
        {
            app.MapGroup("").WithTags("Graph").MapGraph();

            if (prefix.Length > 0)
            {
                app.MapGet("/", () => TypedResults.Redirect($"{prefix}/"));
            }
        }

        return app;
    }

    /// <summary>Lets a phone have written, without telling anybody: for a host that remembers more than the simulator.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="phoneNumberId">The business number written to.</param>
    /// <param name="phone">The customer's number.</param>
    /// <param name="at">When.</param>
    public static void RememberWriting(this IServiceProvider services, string phoneNumberId, string phone, DateTimeOffset at) =>
        services.GetRequiredService<Sandbox>().Current.Phones.Get(phone).RememberWriting(phoneNumberId, at);

    private static void AddMovableClock(this IServiceCollection services)
    {
        var present = services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider));

        services.TryAddSingleton(present?.ImplementationInstance as MovableClock ?? new MovableClock());

        if (present is null || ReferenceEquals(present.ImplementationInstance, TimeProvider.System))
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(
                provider => provider.GetRequiredService<MovableClock>()));
        }
    }
}
