using System.Text.Json;
using Microsoft.OpenApi;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Templates;

namespace Tujenge.Edge.Templates.Listing;

/// <summary>
/// <c>GET /v1/configs/templates</c>, from what is known of the account's templates: so it also answers while WhatsApp
/// does not, and costs Graph nothing.
/// </summary>
internal static class ListTemplatesEndpoint
{
    public static void MapListTemplates(this IEndpointRouteBuilder v1) => v1
        .MapGet("/configs/templates", HandleAsync)
        .Describe("listTemplates", "The account's templates", "Templates")
        .ReadsQuery("limit", "1 to 1000; 1000 when left out.", JsonSchemaType.Integer)
        .ReadsQuery("offset", "How many to pass over.", JsonSchemaType.Integer)
        .ReadsQuery("sort", "Names of fields with commas between them, such as business_templates.name; a minus turns the order round.")
        .ReadsQuery("filters", "A JSON object of what templates must have, such as {\"name\":\"order_ready\"}.")
        .Answers<V1TemplatesAnswer>(StatusCodes.Status200OK, Answered.Templates);

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
            return catalog.RefusalOf(channel) is { } refusal ? GraphRefusal.Tell(context, refusal, unknown: null) : GatewayError.Unavailable;
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
