using MassTransit;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Receiving;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Upstreams;
using Tujenge.Infra.Windows;

namespace Tujenge.Inbound;

/// <summary>Inbound as parts: on its own in <c>Program</c>, beside the others in standalone.</summary>
public static class InboundService
{
    /// <summary>Inbound's consumers.</summary>
    public static BusModule Bus { get; } = new(bus =>
        bus.AddConsumer<CallbackReceivedConsumer, CallbackReceivedConsumerDefinition>());

    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help() => ServiceHelp.Describe(
        "inbound",
        "takes the callbacks of WhatsApp.",
        new DatabaseOptions(), new SecretsOptions(), new MessagingOptions(), new InboundOptions());

    /// <summary>Adds what inbound needs.</summary>
    public static WebApplicationBuilder AddInbound(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<InboundOptions>()
            .BindConfiguration(InboundOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddUpstreams();
        builder.AddDatabase<WindowsDbContext>(WindowsDbContext.Schema);
        builder.AddDatabase<InboundDbContext>(InboundDbContext.Schema);
        builder.Services.AddSingleton<CallbackLog>();
        builder.Services.AddHostedService<SeenRetention>();

        return builder;
    }

    /// <summary>Maps the address that WhatsApp calls.</summary>
    public static WebApplication MapInbound(this WebApplication app)
    {
        app.MapCloudCallbacks();
        return app;
    }
}
