using System.Text.Json.Nodes;
using Tujenge.Simulator.Callbacks;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Templates;

/// <summary>Tells each app of an account of the Cloud API once that a template has another status: field <c>message_template_status_update</c>.</summary>
internal sealed class TemplateNews(CallbackQueue callbacks)
{
    public void Tell(World world, string account, TemplateSettings template)
    {
        foreach (var number in world.Numbers.All
            .Where(number => number is { CallbackUrl: not null, Login: null } && number.WabaId == account)
            .DistinctBy(number => number.CallbackUrl))
        {
            var change = new Change("message_template_status_update", new JsonObject
            {
                ["event"] = template.Status,
                ["message_template_id"] = TemplatesEndpoints.IdOf(template),
                ["message_template_name"] = template.Name,
                ["message_template_language"] = template.Language,
                ["reason"] = "NONE",
            });
            _ = callbacks.Add(world, number, "", "template", template.Name, Change.ToBody(number, [change]));
        }
    }
}
