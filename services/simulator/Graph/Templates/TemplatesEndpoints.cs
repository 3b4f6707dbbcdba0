using System.Globalization;
using Tujenge.Contracts.Cloud;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Templates;

/// <summary>Templates: set over the control API, listed over Graph.</summary>
internal static class TemplatesEndpoints
{
    public static void MapTemplateSettings(this IEndpointRouteBuilder control)
    {
        control.MapGet("/templates", (Sandbox sandbox) => View(sandbox));
        control.MapPut("/templates", async (HttpRequest request, Sandbox sandbox) =>
        {
            var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.TemplateList);
            if (body is null)
            {
                return problem!;
            }

            if (body.Templates.Any(template => template is null || template.Name.Length == 0 || template.Body.Length == 0))
            {
                return ControlAnswer.Problem("Every template needs a name and a body.");
            }

            sandbox.Current.Templates.Set(body.Templates);
            return View(sandbox);
        });
    }

    /// <summary>Graph pages by cursor; here the cursor is the position.</summary>
    public static IResult List(string wabaId, int? limit, string? after, HttpRequest request, Sandbox sandbox)
    {
        var world = sandbox.Current;
        var token = GraphAnswer.TokenOf(request);
        if (!world.Numbers.All.Any(number => number.WabaId == wabaId && number.AccessToken == token))
        {
            return world.Numbers.All.Any(number => number.WabaId == wabaId)
                ? GraphAnswer.BadToken()
                : GraphAnswer.Error(100, "Unsupported get request: there is no such WhatsApp business account");
        }

        var size = Math.Clamp(limit ?? 25, 1, 1000);
        var start = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0;
        var page = world.Templates.All.Skip(start).Take(size).ToArray();
        var end = $"{start + page.Length}";
        var isLast = start + page.Length >= world.Templates.All.Count;

        return TypedResults.Json(
            new CloudTemplatePage(
                [
                    .. page.Select(template => new CloudTemplateDefinition(
                        template.Name,
                        template.Language,
                        template.Status,
                        [new CloudTemplatePart("BODY", null, template.Body)])),
                ],
                new CloudPaging(
                    new CloudCursors(end),
                    isLast ? null : $"{request.Scheme}://{request.Host}{request.Path}?limit={size}&after={end}")),
            CloudJson.Wire.CloudTemplatePage);
    }

    private static IResult View(Sandbox sandbox) => ControlAnswer.Ok(
        new TemplateList { Templates = sandbox.Current.Templates.All }, SimulatorJson.Wire.TemplateList);
}
