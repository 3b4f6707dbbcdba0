using MassTransit;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Tujenge.Edge.Admin;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Admin.OpenApi;
using Tujenge.Edge.Contacts;
using Tujenge.Edge.Contacts.Learning;
using Tujenge.Edge.DeadLetters;
using Tujenge.Edge.DeadLetters.Collecting;
using Tujenge.Edge.Groups;
using Tujenge.Edge.Media;
using Tujenge.Edge.Media.Downloading;
using Tujenge.Edge.Media.Remembering;
using Tujenge.Edge.Messages;
using Tujenge.Edge.Messages.Sending;
using Tujenge.Edge.Messages.Sending.Forecasting;
using Tujenge.Edge.Messages.Sending.Idempotency;
using Tujenge.Edge.Numbers;
using Tujenge.Edge.Paths;
using Tujenge.Edge.Profile;
using Tujenge.Edge.Reading;
using Tujenge.Edge.Services;
using Tujenge.Edge.Stickerpacks;
using Tujenge.Edge.Templates;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.Webhooks;
using Tujenge.Edge.Webhooks.Configuring;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Upstreams;
using Tujenge.Infra.Webhooks;
using Tujenge.Infra.Windows;

namespace Tujenge.Edge;

/// <summary>The HTTP API that clients and operators call; composable, so that standalone can host it beside others.</summary>
public static class EdgeService
{
    /// <summary>
    /// What edge brings to the bus: it takes in the dead letters of all services, and learns how WhatsApp writes numbers and whose
    /// customers' files are.
    /// </summary>
    public static BusModule Bus { get; } = new(
        bus =>
        {
            bus.AddConsumer<WaIdLearnedConsumer, WaIdLearnedConsumerDefinition>();
            bus.AddConsumer<MediaReceivedConsumer, MediaReceivedConsumerDefinition>();
        },
        (context, factory) => factory.AddDeadLetters(context));

    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help() => ServiceHelp.Describe(
        "edge",
        "the HTTP API that clients and operators call.",
        new DatabaseOptions(), new SecretsOptions(), new MessagingOptions(), new CloudOptions(), new EdgeOptions(), new WebhookOptions());

    /// <summary>Adds edge's options and services.</summary>
    public static WebApplicationBuilder AddEdge(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<EdgeOptions>()
            .BindConfiguration(EdgeOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, ReceiveBlocks>();
        builder.AddChannelDirectory();
        builder.AddDeadLetters();
        builder.AddDatabase<WindowsDbContext>(WindowsDbContext.Schema);
        builder.Services.AddSingleton<Acceptance>();
        builder.Services.AddSingleton<LearnedWaIds>();
        builder.Services.AddSingleton<KeyedSending>();
        builder.Services.AddSingleton<QuickForecast>();
        builder.Services.AddSingleton<DryRun>();
        builder.Services.AddHostedService<KeyRetention>();
        builder.Services.AddSingleton<MediaBook>();
        builder.Services.AddSingleton<GraphMedia>();
        builder.Services.AddSingleton<MediaHosts>();
        builder.Services.AddSingleton<MediaCheck>();
        builder.Services.AddHostedService<MediaRetention>();
        builder.Services.AddHostedService<WaIdRetention>();
        builder.AddUpstreams();
        builder.Services.AddChannelUpstreams();
        builder.Services.AddSingleton<GraphProfile>();
        builder.Services.AddSingleton<ChangedTemplates>();
        builder.Services.AddSingleton<ChannelNews>();
        builder.Services.AddSingleton<WebhookStore>();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<KeyUse>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KeyUse>());
        builder.Services.AddAdminDocument();
        builder.Services.AddV1Document();
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddSingleton<OtherServices>();

        return builder;
    }

    /// <summary>Maps <c>/v1</c> under the base path, and <c>/admin/v1</c>, and <c>/docs</c> of both.</summary>
    /// <param name="app">The host.</param>
    /// <param name="otherPaths">Where other services of the same host answer; for the rest of its paths edge does.</param>
    public static WebApplication MapEdge(this WebApplication app, params PathString[] otherPaths)
    {
        var options = app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value;

        app.UsePathGate(options.BasePath);
        app.AnswerFailures(path => !Array.Exists(otherPaths, other => path.StartsWithSegments(other)), V1Dialect.Answer);
        var v1 = app.MapGroup($"{options.BasePath}/v1");
        v1.WithGroupName(V1Document.Name);
        v1.AddEndpointFilter<ApiKeyFilter>();
        v1.AddEndpointFilter<OwnMediaFilter>();
        v1.AddEndpointFilter<UpstreamFilter>();
        v1.MapGroup("").ByGateway().MapMessages();
        v1.MapContacts();
        v1.MapMedia();
        v1.MapProfile();
        v1.MapGroups();
        v1.MapStickerpacks();
        v1.MapServices();

        var configs = v1.MapGroup("").WithMetadata(new GatewayResource());
        configs.MapTemplates();
        var ownConfigs = configs.MapGroup("").ByGateway();
        ownConfigs.MapWebhooks();
        ownConfigs.MapGetPhoneNumber();

        app.AnswerFailures(path => path.StartsWithSegments("/admin"), (_, status, message) => Problem.Answer(status, message));
        app.MapAdmin();
        app.MapAdminDocument();
        app.MapDocs(options.BasePath);

        return app;
    }
}
