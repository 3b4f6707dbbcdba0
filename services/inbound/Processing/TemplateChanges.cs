using System.Text.Json;
using static Tujenge.Inbound.Processing.CallbackJson;

namespace Tujenge.Inbound.Processing;

/// <summary>What a callback says of templates: that something about those of an account has changed.</summary>
internal static class TemplateChanges
{
    /// <summary>All fields about templates begin so: <c>message_template_status_update</c>, <c>…_quality_update</c>, <c>…_components_update</c>.</summary>
    private const string Field = "message_template_";

    /// <summary>The accounts (WABA ids) whose templates have changed. Nothing in a body makes it throw.</summary>
    public static IReadOnlySet<string> AccountsIn(string body)
    {
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        if (!body.Contains(Field, StringComparison.Ordinal))
        {
            return accounts; // As nearly all.
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var entry in Elements(document.RootElement, "entry"))
            {
                if (Elements(entry, "changes").Any(change => Text(change, "field")?.StartsWith(Field, StringComparison.Ordinal) == true)
                    && Text(entry, "id") is { } id)
                {
                    accounts.Add(id);
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Counted where the messages in it are looked for.
        }

        return accounts;
    }
}
