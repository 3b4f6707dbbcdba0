using System.Text;
using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Bodies;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Templates;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Templates.Creating;

/// <summary><c>POST /v1/configs/templates</c>: hands a new template in at WhatsApp, which decides later.</summary>
internal static class CreateTemplateEndpoint
{
    public static void MapCreateTemplate(this IEndpointRouteBuilder v1) => v1
        .MapPost("/configs/templates", HandleAsync)
        .AcceptsJsonOnly()
        .Describe("createTemplate", "Hands in a template, on which WhatsApp decides later", "Templates")
        .Takes<V1NewTemplate>(OtherExamples.Template)
        .Answers<V1TemplateDefinition>(StatusCodes.Status200OK, Answered.NewTemplate);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        Graph graph,
        TemplateCatalog catalog,
        Microsoft.Extensions.Options.IOptions<CloudOptions> options)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var template = NewTemplate.Read(body.Root);
        if (body.Violation is { } violation)
        {
            return V1Dialect.Answer(context, violation);
        }

        var channel = context.Channel();
        if (channel.WabaId is not { Length: > 0 } wabaId)
        {
            return TemplatesEndpoints.NoAccount;
        }

        var known = await catalog.ListAsync(channel, context.RequestAborted);
        var most = options.Value.MostTemplateNames;
        if (known is not null && IsOneTooMany(known, template.Name, most))
        {
            return new GatewayError(
                StatusCodes.Status400BadRequest,
                $"The WhatsApp business account has {most} template names already, as many as it may have; translations do not count. Delete one first.");
        }

        try
        {
            using var content = new StringContent(template.CloudBody, Encoding.UTF8, "application/json");
            using var answer = await graph.SendAsync(
                channel, HttpMethod.Post, $"{Uri.EscapeDataString(wabaId)}/message_templates", content, context.RequestAborted);
            if (!answer.IsSuccessStatusCode)
            {
                return await GraphRefusal.ReadAsGatewayAsync(answer, unknown: null, context.RequestAborted);
            }

            await using var stream = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            var created = await JsonSerializer.DeserializeAsync(stream, CloudJson.Wire.CloudTemplateCreated, context.RequestAborted);
            await catalog.MarkStaleAsync(wabaId, context.RequestAborted);
            return Show(template, created, known?.Namespace, channel);
        }
        catch (Exception fault) when (GraphRefusal.IsAway(fault, context))
        {
            return GraphRefusal.Unavailable;
        }
    }

    private static bool IsOneTooMany(KnownTemplates known, string name, int most)
    {
        var names = known.All.Select(template => template.Name).ToHashSet(StringComparer.Ordinal);
        return names.Count >= most && !names.Contains(name);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<V1TemplateDefinition> Show(
        NewTemplate template,
        CloudTemplateCreated? created,
        string? templateNamespace,
        Channel channel) => TypedResults.Json(
            new V1TemplateDefinition
            {
                Id = created?.Id,
                Name = template.Name,
                Language = template.Language,
                Namespace = templateNamespace,
                Category = created?.Category ?? template.Category,
                Status = (created?.Status ?? "submitted").ToLowerInvariant(),
                Components = template.Components,
                WabaAccountId = channel.WabaId,
            },
            V1Json.Wire.V1TemplateDefinition);
}
