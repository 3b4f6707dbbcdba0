using Tujenge.Edge.Templates.Creating;
using Tujenge.Edge.Templates.Listing;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Templates;

/// <summary><c>/v1/configs/templates</c>: the provider's own endpoints, so that all errors are in the gateway's envelope.</summary>
internal static class TemplatesEndpoints
{
    public static void MapTemplates(this IEndpointRouteBuilder v1)
    {
        v1.MapListTemplates();
        v1.MapCreateTemplate();
        v1.MapDeleteTemplate();
    }

    /// <summary>The channel has no account whose templates these could be.</summary>
    public static GatewayError NoAccount => new(
        StatusCodes.Status501NotImplemented,
        "This number's channel names no WhatsApp business account: ask your operator to set its waba_id.");
}
