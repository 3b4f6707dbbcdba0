using System.Globalization;
using System.Text.Json.Nodes;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.OnPremises.Logins;

namespace Tujenge.Simulator.OnPremises.Stickers;

/// <summary><c>/v1/stickerpacks</c> (whatsapp-v1-api, section 13).</summary>
internal static class StickersEndpoints
{
    public static void MapStickers(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/stickerpacks", (HttpContext http) => http.Locked(account => Packs([.. account.Stickers.All.Select(Describe)])));
        v1.MapPost("/stickerpacks", (Delegate)CreateAsync);
        v1.MapGet("/stickerpacks/{packId}", (string packId, HttpContext http) => InPack(packId, http, (_, pack) => Packs(Describe(pack))));
        v1.MapPatch("/stickerpacks/{packId}", (string packId, HttpContext http) =>
            ChangeAsync(http, body => InPack(packId, http, (_, pack) => Merge(pack.Fields, body))));
        v1.MapDelete("/stickerpacks/{packId}", (string packId, HttpContext http) => InPack(packId, http, (account, pack) =>
        {
            account.Stickers.Remove(pack);
            return OnPremisesAnswer.Ok();
        }));
        v1.MapGet("/stickerpacks/{packId}/stickers", (string packId, HttpContext http) =>
            InPack(packId, http, (_, pack) => Stickers([.. pack.Stickers.Select((sticker, index) => Describe(sticker, index))])));
        v1.MapPost("/stickerpacks/{packId}/stickers", (string packId, HttpContext http) =>
            ChangeAsync(http, body => InPack(packId, http, (_, pack) =>
            {
                pack.Stickers.Add(body);
                return Stickers(Describe(body, pack.Stickers.Count - 1));
            })));
        v1.MapGet("/stickerpacks/{packId}/stickers/{index}", (string packId, string index, HttpContext http) =>
            OnSticker(packId, index, http, (pack, number) => Stickers(Describe(pack.Stickers[number], number))));
        v1.MapPatch("/stickerpacks/{packId}/stickers/{index}", (string packId, string index, HttpContext http) =>
            ChangeAsync(http, body => OnSticker(packId, index, http, (pack, number) => Merge(pack.Stickers[number], body))));
        v1.MapDelete("/stickerpacks/{packId}/stickers/{index}", (string packId, string index, HttpContext http) =>
            OnSticker(packId, index, http, (pack, number) =>
            {
                pack.Stickers.RemoveAt(number);
                return OnPremisesAnswer.Ok();
            }));
    }

    private static Task<IResult> CreateAsync(HttpContext http) => ChangeAsync(http, body => body.Text("name") is { Length: > 0 }
        ? http.Locked(account => Packs(Describe(account.Stickers.Add(body))))
        : OnPremisesAnswer.Error(1008, "Parameter 'name' is absent"));

    private static async Task<IResult> ChangeAsync(HttpContext http, Func<JsonObject, IResult> change) =>
        await OnPremisesAnswer.ReadAsync(http.Request) is { } body ? change(body) : OnPremisesAnswer.NoObject;

    private static IResult InPack(string packId, HttpContext http, Func<Account, StickerPack, IResult> work) => http.Locked(account => account.Stickers.Find(packId) is { } pack ? work(account, pack) : OnPremisesAnswer.Error(1006, "unknown sticker pack"));

    private static IResult OnSticker(string packId, string index, HttpContext http, Func<StickerPack, int, IResult> work) => InPack(
        packId,
        http,
        (_, pack) => int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < pack.Stickers.Count
            ? work(pack, number)
            : OnPremisesAnswer.Error(1006, "unknown sticker"));

    private static IResult Merge(JsonObject fields, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            fields[name] = value?.DeepClone();
        }

        return OnPremisesAnswer.Ok();
    }

    private static JsonObject Describe(StickerPack pack)
    {
        var description = pack.Fields.DeepClone().AsObject();
        description["id"] = $"{pack.Id}";
        return description;
    }

    private static JsonObject Describe(JsonObject sticker, int index)
    {
        var description = sticker.DeepClone().AsObject();
        description["index"] = index;
        return description;
    }

    private static IResult Packs(params JsonObject[] packs) => OnPremisesAnswer.Ok(new JsonObject { ["stickerpacks"] = new JsonArray([.. packs]) });

    private static IResult Stickers(params JsonObject[] stickers) => OnPremisesAnswer.Ok(new JsonObject { ["stickers"] = new JsonArray([.. stickers]) });
}
