using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Templates.Creating;

/// <summary>A template as a client hands it in (limits, section 1; whatsapp-v1-api, section 10).</summary>
/// <param name="Name">Up to 512 lower-case letters, digits and underscores.</param>
/// <param name="Language">Language code.</param>
/// <param name="Category">In today's words; null where a library template brings it.</param>
/// <param name="Components">As given.</param>
/// <param name="CloudBody">The body for Graph.</param>
internal sealed partial record NewTemplate(string Name, string Language, string? Category, JsonElement? Components, string CloudBody)
{
    private const int MostBody = 1024;
    private const int MostHeader = 60;
    private const int MostFooter = 60;
    private const int MostButtons = 10;

    private static readonly string[] Categories = ["AUTHENTICATION", "MARKETING", "UTILITY"];

    /// <summary>What categories were called before; the first eleven were all about a customer's own affairs.</summary>
    private static readonly Dictionary<string, string> FormerCategories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OTP"] = "AUTHENTICATION",
        ["TRANSACTIONAL"] = "UTILITY",
        ["ACCOUNT_UPDATE"] = "UTILITY",
        ["ALERT_UPDATE"] = "UTILITY",
        ["APPOINTMENT_UPDATE"] = "UTILITY",
        ["AUTO_REPLY"] = "UTILITY",
        ["ISSUE_RESOLUTION"] = "UTILITY",
        ["PAYMENT_UPDATE"] = "UTILITY",
        ["PERSONAL_FINANCE_UPDATE"] = "UTILITY",
        ["RESERVATION_UPDATE"] = "UTILITY",
        ["SHIPPING_UPDATE"] = "UTILITY",
        ["TICKET_UPDATE"] = "UTILITY",
        ["TRANSPORTATION_UPDATE"] = "UTILITY",
    };

    /// <summary>Reads a body; what is wrong is noted.</summary>
    public static NewTemplate Read(Field root)
    {
        var name = root["name"].Required();
        var text = name.Text(most: 512);
        if (text is not null && !NamePattern.IsMatch(text))
        {
            name.Refuse(V1Code.ValueInvalid, $"must have lower-case letters, digits and underscores only, got {Given.Quote(text)}");
        }

        var language = root["language"].Required();
        var code = language.Text();
        if (code is not null && !LanguagePattern.IsMatch(code))
        {
            language.Refuse(V1Code.ValueInvalid, $"must be a language code such as en or pt_BR, got {Given.Quote(code)}");
        }

        var isFromLibrary = root["library_template_name"].IsPresent;
        var category = ReadCategory(isFromLibrary ? root["category"] : root["category"].Required());
        ReadComponents(isFromLibrary ? root["components"] : root["components"].Required(), category);

        return new NewTemplate(
            text ?? "",
            code ?? "",
            category,
            root["components"].IsPresent ? root["components"].Value.Clone() : null,
            ToCloud(root, category));
    }

    private static string? ReadCategory(Field category)
    {
        if (category.Text() is not { } given)
        {
            return null;
        }

        var name = FormerCategories.GetValueOrDefault(given, given.ToUpperInvariant());
        if (!Categories.Contains(name))
        {
            category.Refuse(V1Code.ValueInvalid, $"must be one of {string.Join(", ", Categories)}, got {Given.Quote(given)}");
        }

        return name;
    }

    private static void ReadComponents(Field components, string? category)
    {
        var hasBody = false;
        foreach (var component in components.Items())
        {
            component.Object();
            switch (component["type"].Required().Text()?.ToUpperInvariant())
            {
                case "HEADER" when component["format"].Text()?.ToUpperInvariant() is null or "TEXT":
                    component["text"].Required().Text(MostHeader);
                    break;
                case "BODY":
                    hasBody = true;
                    if (category != "AUTHENTICATION")
                    {
                        component["text"].Required();
                    }

                    component["text"].Text(MostBody);
                    break;
                case "FOOTER":
                    component["text"].Text(MostFooter);
                    break;
                case "BUTTONS":
                    var buttons = component["buttons"].Required();
                    if (buttons.IsPresent)
                    {
                        buttons.Has(buttons.Items().Count, 1, MostButtons, "buttons");
                    }

                    break;
            }
        }

        if (components.IsPresent && !hasBody)
        {
            components.Refuse(V1Code.ParameterMissing, "must have one of type BODY");
        }
    }

    /// <summary>What Graph does not know is passed on too: it may know it tomorrow. Its namespace it never took from anybody.</summary>
    private static string ToCloud(Field root, string? category)
    {
        if (root.Found.Value is not null || JsonNode.Parse(root.Value.GetRawText()) is not JsonObject body)
        {
            return "";
        }

        body.Remove("namespace");
        if (category is not null)
        {
            body["category"] = category;
        }

        return body.ToJsonString();
    }

    [GeneratedRegex(@"\A[a-z0-9_]+\z")]
    private static partial Regex NamePattern { get; }

    [GeneratedRegex(@"\A[a-z]{2,3}(_[A-Za-z]{2,4})?\z")]
    private static partial Regex LanguagePattern { get; }
}
