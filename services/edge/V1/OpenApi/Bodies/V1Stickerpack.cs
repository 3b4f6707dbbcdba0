namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Body of <c>POST /v1/stickerpacks</c> and <c>PATCH /v1/stickerpacks/{pack}</c> (whatsapp-v1-api, section 13).</summary>
/// <param name="Name">What customers see.</param>
/// <param name="Publisher">Who made it.</param>
/// <param name="IosAppStoreLink">An app with it.</param>
/// <param name="AndroidAppStoreLink">An app with it.</param>
internal sealed record V1Stickerpack(string? Name, string? Publisher, string? IosAppStoreLink, string? AndroidAppStoreLink);
