using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Infra.Templates;

namespace Tujenge.Edge.Templates.Listing;

/// <summary>
/// <c>GET /v1/configs/templates</c>, from what is known of the account's templates: so it also answers while WhatsApp
/// does not, and costs Graph nothing.
/// </summary>
internal static class ListTemplatesEndpoint
{
    public static void MapListTemplates(this IEndpointRouteBuilder v1) => v1.MapGet("/configs/templates", HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, TemplateCatalog catalog)
    {
        var (query, problem) = TemplatesQuery.Read(context.Request.Query);
        if (query is null)
        {
            return new GatewayError(StatusCodes.Status400BadRequest, problem!);
        }

        var channel = context.Channel();
        if (channel.WabaId is not { Length: > 0 } wabaId)
        {
            return TemplatesEndpoints.NoAccount;
        }

        if (await catalog.ListAsync(channel, context.RequestAborted) is not { } known)
        {
            return GraphRefusal.Unavailable;
        }

        var found = query.Select(known.All);
        var page = found.Skip(query.Offset).Take(query.Limit)
            .Select(template => Show(template, known.Namespace, wabaId))
            .ToArray();
        return TypedResults.Json(
            new V1TemplatesAnswer(page.Length, query.Filters, query.Limit, query.Offset, query.Sort, found.Count, page),
            V1Json.Wire.V1TemplatesAnswer);
    }

    private static V1TemplateDefinition Show(CloudTemplateDefinition template, string? templateNamespace, string wabaId) => new()
    {
        Id = template.Id,
        Name = template.Name,
        Language = template.Language,
        Namespace = templateNamespace,
        Category = template.Category,
        Status = template.Status?.ToLowerInvariant(),
        RejectedReason = template.RejectedReason ?? "NONE",
        Components = JsonSerializer.SerializeToElement(template.Components ?? [], CloudJson.Wire.IReadOnlyListCloudTemplatePart),
        WabaAccountId = wabaId,
    };
}
