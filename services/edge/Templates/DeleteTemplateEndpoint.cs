using Tujenge.Contracts.V1;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Templates;

/// <summary><c>DELETE /v1/configs/templates/{name}</c>: all translations of a template.</summary>
internal static class DeleteTemplateEndpoint
{
    public static void MapDeleteTemplate(this IEndpointRouteBuilder v1) => v1
        .MapDelete("/configs/templates/{name}", HandleAsync)
        .Describe("deleteTemplate", "Deletes all translations of a template", "Templates")
        .Answers<V1EmptyAnswer>(StatusCodes.Status200OK, Answered.Done);

    private static async Task<IResult> HandleAsync(string name, HttpContext context, Graph graph, ChangedTemplates changed)
    {
        var channel = context.Channel();
        if (channel.WabaId is not { Length: > 0 } wabaId)
        {
            return TemplatesEndpoints.NoAccount;
        }

        using var answer = await graph.SendAsync(
            channel,
            HttpMethod.Delete,
            $"{Uri.EscapeDataString(wabaId)}/message_templates?name={Uri.EscapeDataString(name)}",
            null,
            CancellationToken.None); // Who hangs up has the template deleted, and the list read again, all the same.
        await changed.NoteAsync(wabaId, answer);
        return await GraphRefusal.FindInDeedAsync(context, answer, "There is no template with this name", CancellationToken.None)
            ?? Done.Answer;
    }
}
