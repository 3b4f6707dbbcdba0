using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Tujenge.Simulator.Graph.Media;
using Tujenge.Simulator.Graph.Numbers;
using Tujenge.Simulator.Graph.Profile;
using Tujenge.Simulator.Graph.Sending;
using Tujenge.Simulator.Graph.Templates;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph;

/// <summary>The part of the Graph API that there is.</summary>
internal static partial class GraphEndpoints
{
    private const string Version = @"{version:regex(^v\d+(\.\d+)?$)}";

    /// <summary>Whether a path begins with a version of Graph.</summary>
    public static bool IsVersioned(PathString path) => Versioned().IsMatch(path.Value ?? "");

    public static void MapGraph(this IEndpointRouteBuilder graph)
    {
        graph.MapPost($"/{Version}/{{phoneNumberId}}/messages", SendEndpoint.HandleAsync);
        graph.MapGet(
            $"/{Version}/{{id}}",
            (string id, string? fields, HttpRequest request, Sandbox sandbox, TimeProvider clock) =>
                MediaEndpoints.Describe(id, request, sandbox, clock)
                ?? TemplatesEndpoints.DescribeAccount(id, request, sandbox)
                ?? NumberEndpoint.Get(id, fields, request, sandbox));
        graph.MapDelete($"/{Version}/{{id}}", MediaEndpoints.Delete);
        graph.MapPost($"/{Version}/{{phoneNumberId}}/media", MediaEndpoints.UploadAsync)
            .WithMetadata(new RequestSizeLimitAttribute(110 * 1024 * 1024))
            .DisableAntiforgery();
        graph.MapGet($"/{Version}/files/{{mediaId}}", MediaEndpoints.Download);
        graph.MapGet($"/{Version}/{{phoneNumberId}}/whatsapp_business_profile", ProfileEndpoints.Read);
        graph.MapPost($"/{Version}/{{phoneNumberId}}/whatsapp_business_profile", ProfileEndpoints.WriteAsync);
        graph.MapGet($"/{Version}/{{phoneNumberId}}/profile_picture", ProfileEndpoints.Photo);
        graph.MapPost($"/{Version}/{{appId}}/uploads", UploadEndpoints.Start);
        graph.MapPost($"/{Version}/{{id}}", UploadEndpoints.ReceiveAsync);
        graph.MapGet($"/{Version}/{{wabaId}}/message_templates", TemplatesEndpoints.List);
        graph.MapPost($"/{Version}/{{wabaId}}/message_templates", TemplatesEndpoints.CreateAsync);
        graph.MapDelete($"/{Version}/{{wabaId}}/message_templates", TemplatesEndpoints.Delete);
    }

    [GeneratedRegex(@"^/v\d+(\.\d+)?(/|$)")]
    private static partial Regex Versioned();
}
