using System.Text;
using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.Upstreams.Proxying;
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
        .WithMetadata(BodyCheck.OfJson(root => NewTemplate.Read(root)))
        .Describe("createTemplate", "Hands in a template, on which WhatsApp decides later", "Templates")
        .Takes<V1NewTemplate>(OtherExamples.Template)
        .Answers<V1TemplateDefinition>(StatusCodes.Status200OK, Answered.NewTemplate)
        .Answers<V1TemplateDefinition>(StatusCodes.Status201Created, Answered.NewTemplate); // As v1 servers say it, some of them.

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        Graph graph,
        TemplateCatalog catalog,
        ChangedTemplates changed,
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
        var others = OtherNames(known, template.Name);
        if (others >= options.Value.MostTemplateNames)
        {
            return new GatewayError(
                StatusCodes.Status400BadRequest,
                $"The WhatsApp business account has {others} template names already, and may have {options.Value.MostTemplateNames}; translations do not count. Delete one first. If WhatsApp grants the account more, the operator can set Cloud:MostTemplateNames.");
        }

        using var content = new StringContent(template.CloudBody, Encoding.UTF8, "application/json");

        // Without the client's token: who hangs up has the template handed in, and the list read again, all the same.
        using var answer = await graph.SendAsync(
            channel, HttpMethod.Post, $"{Uri.EscapeDataString(wabaId)}/message_templates", content, CancellationToken.None);
        await changed.NoteAsync(wabaId, answer);
        if (await GraphRefusal.FindAsync(context, answer, unknown: null, context.RequestAborted) is { } refusal)
        {
            return refusal;
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var created = await JsonSerializer.DeserializeAsync(stream, CloudJson.Wire.CloudTemplateCreated, context.RequestAborted);
        return created is { Id.Length: > 0 } ? Show(template, created, known?.Namespace, channel) : GatewayError.Unavailable;
    }

    /// <summary>How many names there are besides; a name that there is already takes another translation, however many there are.</summary>
    private static int OtherNames(KnownTemplates? known, string name)
    {
        var names = (known?.All ?? []).Select(template => template.Name).ToHashSet(StringComparer.Ordinal);
        return names.Contains(name) ? 0 : names.Count;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<V1TemplateDefinition> Show(
        NewTemplate template,
        CloudTemplateCreated created,
        string? templateNamespace,
        Channel channel) => TypedResults.Json(
            new V1TemplateDefinition
            {
                Id = created.Id,
                Name = template.Name,
                Language = template.Language,
                Namespace = templateNamespace,
                Category = created.Category ?? template.Category,
                Status = (created.Status is { Length: > 0 } status ? status : "submitted").ToLowerInvariant(),
                Components = template.Components,
                WabaAccountId = channel.WabaId,
            },
            V1Json.Wire.V1TemplateDefinition);
}
