using System.Text.Json;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Media;
using Tujenge.Edge.Messages.Sending.Validation.Interactive;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>Media that a message names by an id.</summary>
/// <param name="Path">The field of the id, such as <c>image.id</c>.</param>
/// <param name="Kind">What it shall be.</param>
/// <param name="Id">The id.</param>
internal sealed record MediaReference(string Path, MediaKind Kind, string Id)
{
    /// <summary>All of a normalised message; null when it has none, as most messages.</summary>
    public static IReadOnlyList<MediaReference>? AllOf(V1Message message)
    {
        if (message.Type is "text" or "location" or "contacts" or "reaction")
        {
            return null;
        }

        MediaReference[] all = [.. OfMessage(message), .. OfHeader(message.Interactive?.Header), .. OfNewer(message.Interactive?.Newer), .. OfTemplate(message.Template)];
        return all.Length > 0 ? all : null;
    }

    private static IEnumerable<MediaReference> OfMessage(V1Message message) => Existing(
        "",
        ("image", message.Image),
        ("audio", message.Audio),
        ("video", message.Video),
        ("document", message.Document),
        ("sticker", message.Sticker));

    private static IEnumerable<MediaReference> OfHeader(V1InteractiveHeader? header) => header is null ? [] : Existing(
        "interactive.header.",
        ("image", header.Image),
        ("video", header.Video),
        ("document", header.Document));

    /// <summary>Kinds that passed as they came: the files of the header, and of the headers of a carousel's cards.</summary>
    private static IEnumerable<MediaReference> OfNewer(JsonElement? interactive)
    {
        if (interactive is not { ValueKind: JsonValueKind.Object } newer)
        {
            return [];
        }

        var cards = newer.TryGetProperty("action", out var action)
            && action.ValueKind == JsonValueKind.Object
            && action.TryGetProperty("cards", out var all)
            && all.ValueKind == JsonValueKind.Array
                ? all.EnumerateArray().ToArray()
                : [];
        return OfNewerHeader("interactive.header.", newer)
            .Concat(cards.SelectMany((card, place) => OfNewerHeader($"interactive.action.cards[{place}].header.", card)));
    }

    private static IEnumerable<MediaReference> OfNewerHeader(string path, JsonElement owner) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty("header", out var header) ? OfParameter(path, header, MediaKind.OfMessage) : [];

    private static IEnumerable<MediaReference> OfTemplate(V1Template? template) =>
        (template?.Components ?? []).SelectMany((component, place) =>
            (component.Parameters ?? []).SelectMany((parameter, number) =>
                OfParameter($"template.components[{place}].parameters[{number}].", parameter, MediaKind.OfParameter)));

    /// <summary>Parameters of types that v1 did not know came as they were, so nothing is certain of their form.</summary>
    private static IEnumerable<MediaReference> OfParameter(string path, JsonElement parameter, Func<string, MediaKind> kindOf)
    {
        foreach (var type in HeaderRules.MediaTypes)
        {
            if (parameter.ValueKind == JsonValueKind.Object
                && parameter.TryGetProperty(type, out var media)
                && media.ValueKind == JsonValueKind.Object
                && media.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String)
            {
                yield return new MediaReference($"{path}{type}.id", kindOf(type), id.GetString()!);
            }
        }
    }

    private static IEnumerable<MediaReference> Existing(string path, params (string Type, V1MediaObject? Media)[] places) => places
        .Where(place => place.Media?.Id is not null)
        .Select(place => new MediaReference($"{path}{place.Type}.id", MediaKind.OfMessage(place.Type), place.Media!.Id!));
}
