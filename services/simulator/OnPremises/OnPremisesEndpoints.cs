using System.Text.Json.Nodes;
using Tujenge.Simulator.OnPremises.Contacts;
using Tujenge.Simulator.OnPremises.Groups;
using Tujenge.Simulator.OnPremises.Logins;
using Tujenge.Simulator.OnPremises.Media;
using Tujenge.Simulator.OnPremises.Sending;
using Tujenge.Simulator.OnPremises.Settings;
using Tujenge.Simulator.OnPremises.Stickers;
using Tujenge.Simulator.OnPremises.Templates;

namespace Tujenge.Simulator.OnPremises;

/// <summary>
/// The On-Premises API of all numbers that have a login; the token says which one is meant. Handlers that take the context
/// alone are cast to <see cref="Delegate"/>: as request delegates, which they fit too, their answers would be dropped.
/// </summary>
internal static class OnPremisesEndpoints
{
    public static void MapOnPremises(this RouteGroupBuilder v1)
    {
        v1.MapLogin();
        var open = v1.MapGroup("");
        open.AddEndpointFilter<LoginFilter>();
        open.MapLogout();
        open.MapGet("/health", () => OnPremisesAnswer.Ok(new JsonObject { ["health"] = new JsonObject { ["gateway_status"] = "connected" } }));
        open.MapPost("/messages", SendEndpoint.HandleAsync);
        open.MapPut("/messages/{messageId}", ReadEndpoint.HandleAsync);
        open.MapContacts();
        open.MapMedia();
        open.MapSettings();
        open.MapGroups();
        open.MapStickers();
        open.MapTemplates();
    }
}
