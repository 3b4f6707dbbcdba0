using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tujenge.Contracts.Cloud;

/// <summary>JSON of the Cloud API: snake case, nothing for null, letters outside ASCII as they are (the encoder still escapes emoji).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CloudMessage))]
[JsonSerializable(typeof(CloudSendAnswer))]
[JsonSerializable(typeof(CloudErrorAnswer))]
[JsonSerializable(typeof(CloudError))]
[JsonSerializable(typeof(CloudReadMark))]
[JsonSerializable(typeof(CloudTemplatePage))]
[JsonSerializable(typeof(CloudTemplateDefinition))]
[JsonSerializable(typeof(IReadOnlyList<CloudTemplateDefinition>))]
[JsonSerializable(typeof(IReadOnlyList<CloudTemplatePart>))]
[JsonSerializable(typeof(CloudTemplateCreated))]
[JsonSerializable(typeof(CloudAccount))]
[JsonSerializable(typeof(CloudBusinessProfilePage))]
[JsonSerializable(typeof(CloudUploadSession))]
[JsonSerializable(typeof(CloudUploadHandle))]
[JsonSerializable(typeof(CloudMediaId))]
[JsonSerializable(typeof(CloudMedia))]
public sealed partial class CloudJson : JsonSerializerContext
{
    /// <summary>The context to use: the settings above, without escaping what JSON need not escape.</summary>
    public static CloudJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
