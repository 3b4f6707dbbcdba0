using MassTransit;
using Microsoft.Extensions.Options;
using Tujenge.Dispatcher.Delivering;
using Tujenge.Dispatcher.Inspecting;
using Tujenge.Dispatcher.Intake;
using Tujenge.Dispatcher.Parking;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Webhooks;

namespace Tujenge.Dispatcher;

/// <summary>The dispatcher as parts: on its own in <c>Program</c>, beside the others in standalone.</summary>
public static class DispatcherService
{
    /// <summary>The dispatcher's consumers.</summary>
    public static BusModule Bus { get; } = new(bus =>
    {
        bus.AddConsumer<InboundMessageReceivedConsumer, InboundMessageReceivedConsumerDefinition>();
        bus.AddConsumer<MessageStatusChangedConsumer, MessageStatusChangedConsumerDefinition>();
        bus.AddConsumer<ChannelChangedConsumer, ChannelChangedConsumerDefinition>();
        bus.AddConsumer<FindDeliveriesConsumer, FindDeliveriesConsumerDefinition>();
        bus.AddConsumer<ReplayDeliveriesConsumer, ReplayDeliveriesConsumerDefinition>();
        bus.AddConsumer<DiscardDeliveryConsumer, DiscardDeliveryConsumerDefinition>();
    });

    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help() => ServiceHelp.Describe(
        "dispatcher",
        "delivers events to webhooks.",
        new DatabaseOptions(), new SecretsOptions(), new MessagingOptions(), new DispatcherOptions(), new WebhookOptions());

    /// <summary>Adds what the dispatcher needs.</summary>
    public static WebApplicationBuilder AddDispatcher(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DispatcherOptions>()
            .BindConfiguration(DispatcherOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.SectionName).ValidateOnStart();
        builder.AddChannelDirectory();
        builder.AddDatabase<DispatcherDbContext>(DispatcherDbContext.Schema);
        builder.Services.AddSingleton<DeliveryWake>();
        builder.Services.AddSingleton<EventIntake>();
        builder.Services.AddSingleton<WebhookCall>();
        builder.Services.AddHttpClient(WebhookCall.ClientName)
            .ConfigureHttpClient((provider, http) =>
                http.Timeout = provider.GetRequiredService<IOptions<DispatcherOptions>>().Value.Timeout)
            .ConfigurePrimaryHttpMessageHandler(provider =>
                WebhookCall.CreateHandler(provider.GetRequiredService<IOptions<WebhookOptions>>().Value));
        builder.Services.AddHostedService<DeliveryLoop>();
        builder.Services.AddHostedService<DeliveryRetention>();

        return builder;
    }
}
