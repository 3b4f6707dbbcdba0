using System.Text.Json;
using static Tujenge.Inbound.Processing.CallbackJson;

namespace Tujenge.Inbound.Processing;

/// <summary>What a callback says of templates: that something about those of an account has changed.</summary>
internal static class TemplateChanges
{
    /// <summary>
    /// All fields about templates begin so: <c>message_template_status_update</c>, <c>…_quality_update</c>, <c>…_components_update</c>,
    /// <c>template_category_update</c>.
    /// </summary>
    private static readonly string[] Fields = ["message_template_", "template_category_"];

    /// <summary>The accounts (WABA ids) whose templates have changed. Nothing in a body makes it throw.</summary>
    public static IReadOnlySet<string> AccountsIn(string body)
    {
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        if (!Array.Exists(Fields, field => body.Contains(field, StringComparison.Ordinal)) || Parse(body) is not { } document)
        {
            return accounts; // As nearly all.
        }

        using (document)
        {
            foreach (var entry in Elements(document.RootElement, "entry"))
            {
                if (Elements(entry, "changes").Any(IsOfTemplates) && Text(entry, "id") is { } id)
                {
                    accounts.Add(id);
                }
            }
        }

        return accounts;
    }

    private static bool IsOfTemplates(JsonElement change) =>
        Text(change, "field") is { } name && Array.Exists(Fields, field => name.StartsWith(field, StringComparison.Ordinal));
}
