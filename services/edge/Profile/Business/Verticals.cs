namespace Tujenge.Edge.Profile.Business;

/// <summary>Industries: v1 took any text, the Cloud API has names for them (cloud-api-mapping, section 6).</summary>
internal static class Verticals
{
    private static readonly string[] Names =
    [
        "OTHER", "AUTO", "BEAUTY", "APPAREL", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GROCERY", "GOVT", "HOTEL", "HEALTH",
        "NONPROFIT", "PROF_SERVICES", "RETAIL", "TRAVEL", "RESTAURANT", "ALCOHOL", "ONLINE_GAMBLING", "PHYSICAL_GAMBLING",
        "OTC_DRUGS", "UNDEFINED", "NOT_A_BIZ",
    ];

    /// <summary>What v1's clients call them; compared without case and with every "&amp;" as "and".</summary>
    private static readonly Dictionary<string, string> Labels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Automotive"] = "AUTO",
        ["Beauty, Spa and Salon"] = "BEAUTY",
        ["Clothing and Apparel"] = "APPAREL",
        ["Education"] = "EDU",
        ["Entertainment"] = "ENTERTAIN",
        ["Event Planning and Service"] = "EVENT_PLAN",
        ["Finance and Banking"] = "FINANCE",
        ["Food and Grocery"] = "GROCERY",
        ["Public Service"] = "GOVT",
        ["Hotel and Lodging"] = "HOTEL",
        ["Medical and Health"] = "HEALTH",
        ["Non-profit"] = "NONPROFIT",
        ["Professional Services"] = "PROF_SERVICES",
        ["Shopping and Retail"] = "RETAIL",
        ["Travel and Transportation"] = "TRAVEL",
    };

    /// <summary>All names, for people.</summary>
    public static string All { get; } = string.Join(", ", Names);

    /// <summary>The Cloud API's name of an industry; empty stays empty, and null is what nobody knows.</summary>
    public static string? Find(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0
            ? ""
            : Array.Find(Names, name => name.Equals(trimmed, StringComparison.OrdinalIgnoreCase))
                ?? Labels.GetValueOrDefault(trimmed.Replace("&", "and", StringComparison.Ordinal));
    }
}
