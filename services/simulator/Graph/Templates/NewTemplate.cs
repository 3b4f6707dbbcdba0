using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Simulator.Http;

namespace Tujenge.Simulator.Graph.Templates;

/// <summary>A template that is handed in, which both APIs describe alike.</summary>
internal static class NewTemplate
{
    public const string Rule = "name, language, category and a component BODY with 1 to 1024 characters must be there";

    private const int LongestBody = 1024;

    /// <summary>The template; null for a body that breaks the rule.</summary>
    public static async Task<TemplateSettings?> ReadAsync(HttpRequest request)
    {
        CloudTemplateDefinition? given;
        try
        {
            given = (await JsonBody.ReadAsync(request))?.Deserialize(CloudJson.Wire.CloudTemplateDefinition);
        }
        catch (JsonException)
        {
            return null;
        }

        return given is { Name.Length: > 0, Language.Length: > 0, Category.Length: > 0 }
            && given.Components?.FirstOrDefault(part => part?.Type == "BODY")?.Text is { Length: > 0 } body
            && body.EnumerateRunes().Count() <= LongestBody
                ? new TemplateSettings
                {
                    Name = given.Name,
                    Language = given.Language,
                    Category = given.Category,
                    Body = body,
                    Components = given.Components,
                }
                : null;
    }
}
