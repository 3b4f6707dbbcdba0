using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Upstreams;
using Tujenge.Infra.Windows;
using Tujenge.Sender.CloudApi;
using Tujenge.Sender.Forecasting;
using Tujenge.Sender.Inspecting;
using Tujenge.Sender.Intake;
using Tujenge.Sender.Persistence;
using Tujenge.Sender.Sending;
using Tujenge.Sender.Tracking;
using Tujenge.Sender.Upstreams;
using Tujenge.Sender.V1Api;

namespace Tujenge.Sender;

/// <summary>The sender as parts: on its own in <c>Program</c>, beside the others in standalone.</summary>
public static class SenderService
{
    /// <summary>The sender's consumers and the send queues.</summary>
    public static BusModule Bus { get; } = new(
        bus =>
        {
            bus.AddConsumer<SendMessageConsumer>().ExcludeFromConfigureEndpoints();
            bus.AddConsumer<MessageStatusChangedConsumer, MessageStatusChangedConsumerDefinition>();
            bus.AddConsumer<FindMessagesConsumer, FindMessagesConsumerDefinition>();
            bus.AddConsumer<ForecastMessageConsumer, ForecastMessageConsumerDefinition>();
            bus.AddConsumer<FindMessageIdsConsumer, FindMessageIdsConsumerDefinition>();
        },
        (context, factory) => factory.AddSendQueues(context));

    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help() => ServiceHelp.Describe(
        "sender",
        "takes messages from the queues and sends them to WhatsApp.",
        new DatabaseOptions(), new SecretsOptions(), new MessagingOptions(), new CloudOptions(), new SenderOptions());

    /// <summary>Adds what the sender needs.</summary>
    public static WebApplicationBuilder AddSender(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SenderOptions>()
            .BindConfiguration(SenderOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddChannelDirectory();
        builder.AddDatabase<WindowsDbContext>(WindowsDbContext.Schema);
        builder.AddDatabase<SenderDbContext>(SenderDbContext.Schema);
        builder.Services.AddCloudApi();
        builder.Services.TryAddSingleton<WaIdNews>();
        builder.Services.AddV1Api();
        builder.Services.AddSingleton<CloudUpstream>();
        builder.Services.AddSingleton<ChannelUpstreams>();
        builder.AddUpstreams();
        builder.Services.AddHostedService<TemplateRefresh>();
        builder.Services.AddSingleton<MessageIntake>();
        builder.Services.AddSingleton<SendWake>();
        builder.Services.AddSingleton<FailureReporter>();
        builder.Services.AddSingleton<PreflightCheck>();
        builder.Services.AddSingleton<Forecaster>();
        builder.Services.AddHostedService<SendLoop>();
        builder.Services.AddHostedService<LogRetention>();

        return builder;
    }
}
