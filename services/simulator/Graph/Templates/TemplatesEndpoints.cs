using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Simulator.Graph.Sending;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Templates;

/// <summary>Templates: set over the control API; listed, handed in and deleted over Graph.</summary>
internal static class TemplatesEndpoints
{
    public static void MapTemplateSettings(this IEndpointRouteBuilder control)
    {
        control.MapGet("/templates", (string? account, Sandbox sandbox) => View(sandbox.Current, account));
        control.MapPut("/templates", async (HttpRequest request, Sandbox sandbox, TemplateNews news) =>
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

            var world = sandbox.Current;
            if (body.Account is not null && !AccountsIn(world).Contains(body.Account))
            {
                return ControlAnswer.Problem("There is no such account: give the waba_id of a number, or the id of a v1 server's number; see GET numbers.");
            }

            foreach (var account in body.Account is { } one ? [one] : AccountsIn(world))
            {
                foreach (var changed in world.Templates.Of(account).Set(body.Templates))
                {
                    news.Tell(world, account, changed);
                }
            }

            if (body.Account is null)
            {
                world.Templates.BeginWith(body.Templates); // Last: an account that nobody has looked at yet still has the former ones.
            }

            return View(world, body.Account);
        });
    }

    /// <summary>Graph pages by cursor; here the cursor is the position.</summary>
    public static IResult List(string wabaId, int? limit, string? after, HttpRequest request, Sandbox sandbox)
    {
        var world = sandbox.Current;
        if (Refuse(wabaId, request, world) is { } refusal)
        {
            return refusal;
        }

        var size = Math.Clamp(limit ?? 25, 1, 1000);
        var start = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0;
        var all = world.Templates.Of(wabaId).All;
        var page = all.Skip(start).Take(size).ToArray();
        var end = $"{start + page.Length}";
        var isLast = start + page.Length >= all.Count;

        return TypedResults.Json(
            new CloudTemplatePage(
                [.. page.Select(template => JsonSerializer.SerializeToElement(Describe(template), CloudJson.Wire.CloudTemplateDefinition))],
                new CloudPaging(
                    new CloudCursors(end),
                    isLast ? null : $"{request.Scheme}://{request.Host}{request.Path}?limit={size}&after={end}")),
            CloudJson.Wire.CloudTemplatePage);
    }

    /// <summary>The answer says that it is pending; then it is approved, and its app is told.</summary>
    public static async Task<IResult> CreateAsync(string wabaId, HttpRequest request, Sandbox sandbox, TemplateNews news)
    {
        var world = sandbox.Current;
        if (Refuse(wabaId, request, world) is { } refusal)
        {
            return refusal;
        }

        if (await NewTemplate.ReadAsync(request) is not { } template)
        {
            return GraphAnswer.Error(100, NewTemplate.Rule);
        }

        if (!world.Templates.Of(wabaId).TryAdd(template))
        {
            return GraphAnswer.Error(100, $"Content in this language already exists: {template.Name} ({template.Language})");
        }

        news.Tell(world, wabaId, template);
        return TypedResults.Json(
            new CloudTemplateCreated(IdOf(template), "PENDING", template.Category), CloudJson.Wire.CloudTemplateCreated);
    }

    /// <summary>Deletes all translations of a name.</summary>
    public static IResult Delete(string wabaId, string? name, HttpRequest request, Sandbox sandbox)
    {
        var world = sandbox.Current;
        if (Refuse(wabaId, request, world) is { } refusal)
        {
            return refusal;
        }

        return world.Templates.Of(wabaId).Remove(name ?? "")
            ? TypedResults.Json(new GraphSuccess(true), SimulatorJson.Wire.GraphSuccess)
            : GraphAnswer.Error(100, "There is no message template of this name");
    }

    /// <summary>What is told of the account itself; null for an id that is no account.</summary>
    public static IResult? DescribeAccount(string id, HttpRequest request, Sandbox sandbox)
    {
        var world = sandbox.Current;
        if (!world.Numbers.All.Any(number => number.WabaId == id))
        {
            return null;
        }

        return Refuse(id, request, world) ?? TypedResults.Json(
            new CloudAccount(NamespaceOf(id)), CloudJson.Wire.CloudAccount);
    }

    /// <summary>The id of a translation: digits, the same in every run.</summary>
    public static string IdOf(TemplateSettings template) =>
        $"{NumberOf($"{template.Name} {template.Language}") % 1_000_000_000_000_000}";

    /// <summary>The namespace of an account's templates.</summary>
    public static string NamespaceOf(string account) => $"sim_{NumberOf(account):x16}";

    /// <summary>A translation as Graph shows it.</summary>
    public static CloudTemplateDefinition Describe(TemplateSettings template) => new()
    {
        Id = IdOf(template),
        Name = template.Name,
        Language = template.Language,
        Status = template.Status,
        Category = template.Category,
        RejectedReason = "NONE",
        Components = template.Components ?? [new CloudTemplatePart { Type = "BODY", Text = template.Body }],
    };

    private static ulong NumberOf(string text) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text));

    private static IResult? Refuse(string wabaId, HttpRequest request, World world)
    {
        var token = GraphAnswer.TokenOf(request);
        if (world.Numbers.All.Any(number => number.WabaId == wabaId && number.AccessToken == token))
        {
            return null;
        }

        return world.Numbers.All.Any(number => number.WabaId == wabaId)
            ? GraphAnswer.BadToken()
            : GraphAnswer.Error(100, "Unsupported request: there is no such WhatsApp business account");
    }

    private static string[] AccountsIn(World world) => [.. world.Numbers.All.Select(number => number.Account).Distinct()];

    /// <summary>An account's; without one, what there is in any, once.</summary>
    private static IResult View(World world, string? account)
    {
        var accounts = account is null ? AccountsIn(world) : AccountsIn(world).Where(one => one == account);
        var templates = accounts
            .SelectMany(one => world.Templates.Of(one).All)
            .DistinctBy(template => (template.Name, template.Language));
        return ControlAnswer.Ok(new TemplateList { Account = account, Templates = [.. templates] }, SimulatorJson.Wire.TemplateList);
    }
}
