using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.V1;

/// <summary>JSON of the v1 surface: snake case, nothing for null, letters outside ASCII as they are (the encoder still escapes emoji).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(V1Message))]
[JsonSerializable(typeof(V1Interactive))]
[JsonSerializable(typeof(V1TemplateParameter))]
[JsonSerializable(typeof(V1SendAnswer))]
[JsonSerializable(typeof(V1ErrorAnswer))]
[JsonSerializable(typeof(GatewayErrorAnswer))]
[JsonSerializable(typeof(V1MediaAnswer))]
[JsonSerializable(typeof(V1SettingsAnswer))]
[JsonSerializable(typeof(V1TemplatesAnswer))]
[JsonSerializable(typeof(V1TemplateDefinition))]
[JsonSerializable(typeof(V1EmptyAnswer))]
[JsonSerializable(typeof(V1ContactsAnswer))]
[JsonSerializable(typeof(V1LogAnswer))]
[JsonSerializable(typeof(V1WebhookConfiguration))]
[JsonSerializable(typeof(V1PhoneNumberAnswer))]
[JsonSerializable(typeof(V1Callback))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class V1Json : JsonSerializerContext
{
    /// <summary>The context to use: the settings above, without escaping what JSON need not escape.</summary>
    public static V1Json Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
