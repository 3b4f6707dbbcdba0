using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tujenge.Inbound.Accounts;
using Tujenge.Inbound.OnPremises;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Receiving;
using Tujenge.Inbound.Unmatched;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Windows;

namespace Tujenge.Inbound;

/// <summary>Inbound as parts: on its own in <c>Program</c>, beside the others in standalone.</summary>
public static class InboundService
{
    /// <summary>Inbound's consumers.</summary>
    public static BusModule Bus { get; } = new(bus =>
    {
        bus.AddConsumer<CallbackReceivedConsumer, CallbackReceivedConsumerDefinition>();
        bus.AddConsumer<OnPremisesCallbackReceivedConsumer, OnPremisesCallbackReceivedConsumerDefinition>();
        bus.AddConsumer<FindUnmatchedCallbacksConsumer, FindUnmatchedCallbacksConsumerDefinition>();
    });

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
        builder.AddChannelDirectory();
        builder.AddDatabase<WindowsDbContext>(WindowsDbContext.Schema);
        builder.AddDatabase<InboundDbContext>(InboundDbContext.Schema);
        builder.Services.AddSingleton<Callers>();
        builder.Services.AddSingleton<WrongCallers>();
        builder.Services.TryAddSingleton<WaIdNews>();
        builder.Services.AddSingleton<CallbackLog>();
        builder.Services.AddSingleton<CallbackEvents>();
        builder.Services.AddSingleton<CallbackProcessing>();
        builder.Services.AddSingleton<AccountNews>();
        builder.Services.AddSingleton<LearnedMessageIds>();
        builder.Services.AddSingleton<OurMessageIds>();
        builder.Services.AddSingleton<PostponedCallbacks>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<PostponedCallbacks>());
        builder.Services.AddHostedService<SeenRetention>();
        builder.Services.AddSingleton<UnmatchedCallbacks>();
        builder.Services.AddHostedService<UnmatchedDelivery>();
        builder.Services.AddHostedService<UnmatchedRetention>();

        return builder;
    }

    /// <summary>Maps the addresses that WhatsApp and v1 servers call.</summary>
    public static WebApplication MapInbound(this WebApplication app)
    {
        app.MapCloudCallbacks();
        app.MapV1Callbacks();
        return app;
    }
}
