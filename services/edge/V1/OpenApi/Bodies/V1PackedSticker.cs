namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Body of the calls about the stickers of a pack (whatsapp-v1-api, section 13).</summary>
/// <param name="ImageDataId">Media id of its picture.</param>
/// <param name="Emojis">By which it is found.</param>
internal sealed record V1PackedSticker(string? ImageDataId, IReadOnlyList<string>? Emojis);
