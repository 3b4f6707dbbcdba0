using Microsoft.Extensions.Options;
using Tujenge.Edge.Admin;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Admin.OpenApi;
using Tujenge.Edge.DeadLetters;
using Tujenge.Edge.DeadLetters.Collecting;
using Tujenge.Edge.Media;
using Tujenge.Edge.Messages;
using Tujenge.Edge.Messages.Sending;
using Tujenge.Edge.Profile;
using Tujenge.Edge.Templates;
using Tujenge.Edge.V1;
using Tujenge.Edge.Webhooks;
using Tujenge.Edge.Webhooks.Configuring;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Upstreams;
using Tujenge.Infra.Webhooks;

namespace Tujenge.Edge;

/// <summary>The HTTP API that clients and operators call; composable, so that standalone can host it beside others.</summary>
public static class EdgeService
{
    /// <summary>What edge brings to the bus: it takes in the dead letters of all services.</summary>
    public static BusModule Bus { get; } = new(_ => { }, (context, factory) => factory.AddDeadLetters(context));

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
        builder.AddChannelDirectory();
        builder.AddDeadLetters();
        builder.Services.AddSingleton<Acceptance>();
        builder.AddUpstreams();
        builder.Services.AddSingleton<GraphProfile>();
        builder.Services.AddSingleton<ChannelNews>();
        builder.Services.AddSingleton<WebhookStore>();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<KeyUse>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KeyUse>());
        builder.Services.AddAdminDocument();
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddSingleton<OtherServices>();

        return builder;
    }

    /// <summary>Maps <c>/v1</c> under the base path, and <c>/admin/v1</c>. Touches no other path of the host.</summary>
    public static WebApplication MapEdge(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value;

        app.AnswerFailuresUnder($"{options.BasePath}/v1", V1Dialect.Answer);
        var v1 = app.MapGroup($"{options.BasePath}/v1");
        v1.AddEndpointFilter<ApiKeyFilter>();
        v1.MapMessages();
        v1.MapWebhooks();
        v1.MapMedia();
        v1.MapTemplates();
        v1.MapProfile();

        app.AnswerFailuresUnder("/admin", Problem.Answer);
        app.MapAdmin();
        app.MapAdminDocument();

        return app;
    }
}
