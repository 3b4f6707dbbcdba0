using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Templates;

/// <summary>
/// Rules for <c>template</c> (whatsapp-v1-api, section 5.1). Whether the template exists and takes these parameters is
/// checked when the message is sent.
/// </summary>
internal static class TemplateRules
{
    private const int LongestName = 512;
    private const int LongestNamespace = 512;
    private const int LongestLanguage = 32;
    private const int MostButtons = 10;

    public static V1Message Read(Field message, V1Message envelope)
    {
        var template = message["template"].Required().Object().WarnOfOthers("namespace", "name", "language", "components");
        return envelope with
        {
            Template = new V1Template
            {
                Namespace = Namespace(template["namespace"]),
                Name = Name(template["name"]),
                Language = Language(template["language"]),
                Components = Components(template["components"]),
            },
        };
    }

    public static string Name(Field name) => name.Required().Text(LongestName) ?? "";

    /// <summary>Required in v1, unknown to the Cloud API: nothing is left to hold it against.</summary>
    public static string? Namespace(Field space) => space.Text() is { Length: > 0 and <= LongestNamespace } text ? text : null;

    public static V1Language Language(Field language)
    {
        var code = language.Required().Object().WarnOfOthers("code", "policy")["code"].Required().Text(LongestLanguage) ?? "";
        var policy = language["policy"];
        switch (policy.TextOrNothing()?.ToLowerInvariant())
        {
            case null or "deterministic":
                break;
            case "fallback":
                policy.Warn("is taken for deterministic: fallback was dropped from the API (v2.27.8)");
                break;
            case var other:
                policy.Refuse(V1Code.ValueInvalid, $"must be deterministic, got {Given.Quote(other)}");
                break;
        }

        return new V1Language { Code = code, Policy = "deterministic" };
    }

    private static V1TemplateComponent[]? Components(Field components)
    {
        if (!components.IsPresent)
        {
            return null;
        }

        V1TemplateComponent[] read = [.. components.Items().Select(ComponentRules.Read)];
        components.Has(read.Count(component => component.Type == "button"), 0, MostButtons, "buttons");
        return read;
    }
}
