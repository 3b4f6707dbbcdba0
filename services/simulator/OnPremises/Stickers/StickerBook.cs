using System.Globalization;
using System.Text.Json.Nodes;

namespace Tujenge.Simulator.OnPremises.Stickers;

/// <summary>Sticker packs of a business number, as they were put.</summary>
internal sealed class StickerBook
{
    private readonly SortedDictionary<int, StickerPack> _packs = [];
    private int _last;

    public IEnumerable<StickerPack> All => _packs.Values;

    public StickerPack Add(JsonObject fields)
    {
        var pack = new StickerPack(++_last, fields);
        _packs.Add(pack.Id, pack);
        return pack;
    }

    public StickerPack? Find(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? _packs.GetValueOrDefault(number) : null;

    public void Remove(StickerPack pack) => _packs.Remove(pack.Id);
}

/// <summary>A sticker pack.</summary>
/// <param name="Id">From 1.</param>
/// <param name="Fields">Publisher, name, links.</param>
internal sealed record StickerPack(int Id, JsonObject Fields)
{
    /// <summary>Its stickers, by index.</summary>
    public List<JsonObject> Stickers { get; } = [];
}
