using System.Text.Json;

namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Body of <c>POST /v1/configs/templates</c>.</summary>
/// <param name="Name">Up to 512 lower-case letters, digits and underscores.</param>
/// <param name="Language">Language code, such as <c>en</c> or <c>pt_BR</c>.</param>
/// <param name="Category"><c>AUTHENTICATION</c>, <c>MARKETING</c>, <c>UTILITY</c>, or what they were called before; not with a library template.</param>
/// <param name="Components">Header, body, footer and buttons, as WhatsApp wants them; not with a library template.</param>
/// <param name="LibraryTemplateName">A template of WhatsApp's library.</param>
internal sealed record V1NewTemplate(
    string Name,
    string Language,
    string? Category,
    IReadOnlyList<JsonElement>? Components,
    string? LibraryTemplateName);
