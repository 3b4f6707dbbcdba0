using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Templates;

namespace Tujenge.Infra.Upstreams;

/// <summary>Adds what several services need to call WhatsApp.</summary>
public static class UpstreamsExtensions
{
    /// <summary>Adds <see cref="CloudOptions"/>, <see cref="Graph"/> and the catalog of templates; once, however many services ask.</summary>
    public static WebApplicationBuilder AddUpstreams(this WebApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(Graph)))
        {
            return builder;
        }

        builder.AddChannelDirectory();
        builder.Services.AddOptions<CloudOptions>()
            .BindConfiguration(CloudOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddHttpClient(Graph.ClientName)
            .ConfigurePrimaryHttpMessageHandler(UpstreamConnections.Create);
        builder.Services.TryAddSingleton<Graph>();
        builder.Services.TryAddSingleton<GraphTemplates>();
        builder.Services.TryAddSingleton<TemplateCatalog>();
        return builder;
    }
}
