using Tujenge.Simulator.Graph.Numbers;
using Tujenge.Simulator.Graph.Sending;
using Tujenge.Simulator.Graph.Templates;

namespace Tujenge.Simulator.Graph;

/// <summary>The part of the Graph API that there is.</summary>
internal static class GraphEndpoints
{
    private const string Version = @"{version:regex(^v\d+(\.\d+)?$)}";

    public static void MapGraph(this IEndpointRouteBuilder graph)
    {
        graph.MapPost($"/{Version}/{{phoneNumberId}}/messages", SendEndpoint.HandleAsync);
        graph.MapGet($"/{Version}/{{phoneNumberId}}", NumberEndpoint.Get);
        graph.MapGet($"/{Version}/{{wabaId}}/message_templates", TemplatesEndpoints.List);
    }
}
