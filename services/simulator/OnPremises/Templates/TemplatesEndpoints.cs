using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Simulator.Graph.Templates;
using Tujenge.Simulator.OnPremises.Logins;
using GraphTemplates = Tujenge.Simulator.Graph.Templates.TemplatesEndpoints;

namespace Tujenge.Simulator.OnPremises.Templates;

/// <summary>
/// <c>/v1/configs/templates</c> (whatsapp-v1-api, section 10): templates of the number, apart from those that Graph has. They are the provider's own
/// endpoints, and errors are in its envelope.
/// </summary>
internal static class TemplatesEndpoints
{
    public static void MapTemplates(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/configs/templates", List);
        v1.MapPost("/configs/templates", (Delegate)CreateAsync);
        v1.MapDelete("/configs/templates/{name}", (string name, HttpContext http) => TemplatesOf(http).Remove(name)
            ? OnPremisesAnswer.Ok()
            : Error(StatusCodes.Status404NotFound, "There is no template with this name"));
    }

    private static TemplateBook TemplatesOf(HttpContext http) => http.Opened().World.Templates.Of(http.Opened().Number);

    private static IResult List(HttpContext http)
    {
        if (TemplatesQuery.Read(http.Request.Query) is not { } query)
        {
            return Error(StatusCodes.Status400BadRequest, "limit must be from 1 to 1000, offset from 0 on, filters a JSON object");
        }

        var found = query.Select(TemplatesOf(http).All.Select(template => Show(template, http))).ToArray();
        V1TemplateDefinition[] page = [.. found.Skip(query.Offset).Take(query.Limit)];
        return TypedResults.Json(
            new V1TemplatesAnswer(page.Length, query.Filters, query.Limit, query.Offset, TemplatesQuery.Sort, found.Length, page),
            V1Json.Wire.V1TemplatesAnswer);
    }

    /// <summary>The answer says that it was handed in; then it is approved.</summary>
    private static async Task<IResult> CreateAsync(HttpContext http)
    {
        if (await NewTemplate.ReadAsync(http.Request) is not { } template)
        {
            return Error(StatusCodes.Status400BadRequest, NewTemplate.Rule);
        }

        if (!TemplatesOf(http).TryAdd(template))
        {
            return Error(StatusCodes.Status400BadRequest, $"Template {template.Name} in {template.Language} exists already");
        }

        return TypedResults.Json(
            Show(template, http) with { Status = "submitted", RejectedReason = null }, V1Json.Wire.V1TemplateDefinition);
    }

    private static V1TemplateDefinition Show(TemplateSettings settings, HttpContext http)
    {
        var template = GraphTemplates.Describe(settings);
        return new()
        {
            Id = template.Id,
            Name = template.Name,
            Language = template.Language,
            Namespace = GraphTemplates.NamespaceOf(http.Opened().Number.PhoneNumberId),
            Category = template.Category,
            Status = template.Status?.ToLowerInvariant(),
            RejectedReason = template.RejectedReason,
            Components = JsonSerializer.SerializeToElement(template.Components!, CloudJson.Wire.IReadOnlyListCloudTemplatePart),
        };
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<GatewayErrorAnswer> Error(int status, string message) => TypedResults.Json(
        new GatewayErrorAnswer(new GatewayErrorMeta(false, status, message, [])), V1Json.Wire.GatewayErrorAnswer, statusCode: status);
}
