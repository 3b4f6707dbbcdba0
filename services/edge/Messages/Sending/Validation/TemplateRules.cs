using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>
/// Rules for <c>template</c> (whatsapp-v1-api, section 5.1). Whether the template exists and takes these parameters is
/// WhatsApp's to say.
/// </summary>
internal static class TemplateRules
{
    private const int LongestName = 512;
    private const int LongestNamespace = 512;
    private const int LongestLanguage = 32;

    public static V1Message Read(Field message, V1Message envelope)
    {
        var template = message["template"].Required().Object();
        var name = template["name"].Required().Text(LongestName) ?? "";
        var language = template["language"].Required().Object();
        var code = language["code"].Required().Text(LongestLanguage) ?? "";
        language["policy"].Text();
        var components = template["components"];

        return envelope with
        {
            Template = new V1Template
            {
                // Required in v1, unknown to the Cloud API: nothing is left to hold it against.
                Namespace = template["namespace"].Text() is { Length: > 0 and <= LongestNamespace } space ? space : null,
                Name = name,
                Language = new V1Language { Code = code, Policy = "deterministic" }, // "fallback" was dropped long ago
                Components = components.IsPresent ? [.. components.Items().Select(ComponentRules.Read)] : null,
            },
        };
    }
}
