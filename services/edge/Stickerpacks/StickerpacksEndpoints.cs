using Tujenge.Edge.V1;

namespace Tujenge.Edge.Stickerpacks;

/// <summary>The v1 family <c>/v1/stickerpacks</c> (whatsapp-v1-api, section 13). Sending a sticker is <c>/v1/messages</c>.</summary>
internal static class StickerpacksEndpoints
{
    private const string What = "Managing sticker packs";

    public static void MapStickerpacks(this IEndpointRouteBuilder v1)
    {
        v1.MapOnPremisesOnly("/stickerpacks", What, "GET", "POST");
        v1.MapOnPremisesOnly("/stickerpacks/{pack}", What, "GET", "PATCH", "DELETE");
        v1.MapOnPremisesOnly("/stickerpacks/{pack}/stickers", What, "GET", "POST");
        v1.MapOnPremisesOnly("/stickerpacks/{pack}/stickers/{index}", What, "GET", "PATCH", "DELETE");
    }
}
