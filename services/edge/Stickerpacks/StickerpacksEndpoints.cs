using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Bodies;
using Tujenge.Edge.V1.OpenApi.Examples;

namespace Tujenge.Edge.Stickerpacks;

/// <summary>The v1 family <c>/v1/stickerpacks</c> (whatsapp-v1-api, section 13). Sending a sticker is <c>/v1/messages</c>.</summary>
internal static class StickerpacksEndpoints
{
    private const string What = "Managing sticker packs";
    private const string Packs = "/stickerpacks";
    private const string Pack = $"{Packs}/{{pack}}";
    private const string Stickers = $"{Pack}/stickers";
    private const string Sticker = $"{Stickers}/{{index}}";

    public static void MapStickerpacks(this IEndpointRouteBuilder v1)
    {
        v1.MapOnPremisesOnly(Packs, What, "GET").ReadsQuery("namespace", "whatsapp: WhatsApp's own packs");
        v1.MapOnPremisesOnly(Packs, What, "POST").Takes<V1Stickerpack>(OnPremisesExamples.Pack);
        v1.MapOnPremisesOnly(Pack, What, "GET", "DELETE");
        v1.MapOnPremisesOnly(Pack, What, "PATCH").Takes<V1Stickerpack>(OnPremisesExamples.Pack);
        v1.MapOnPremisesOnly(Stickers, What, "GET");
        v1.MapOnPremisesOnly(Stickers, What, "POST").Takes<V1PackedSticker>(OnPremisesExamples.Sticker);
        v1.MapOnPremisesOnly(Sticker, What, "GET", "DELETE");
        v1.MapOnPremisesOnly(Sticker, What, "PATCH").Takes<V1PackedSticker>(OnPremisesExamples.Sticker);
    }
}
