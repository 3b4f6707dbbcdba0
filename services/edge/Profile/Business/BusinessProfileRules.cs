using Tujenge.Contracts.Cloud;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Profile.Business;

/// <summary>What a client may say of its business (limits, section 1). An empty text empties the field.</summary>
internal static class BusinessProfileRules
{
    private const int MostWebsites = 2;
    private const int LongestWebsite = 256;

    /// <summary>Reads a body; what is wrong is noted.</summary>
    public static CloudBusinessProfile Read(Field root)
    {
        var profile = new CloudBusinessProfile
        {
            Address = Text(root["address"], most: 256),
            Description = Text(root["description"], most: 256),
            Email = Text(root["email"], most: 128),
            Vertical = ReadVertical(root["vertical"]),
            Websites = ReadWebsites(root["websites"]),
        };
        if (profile == new CloudBusinessProfile())
        {
            root.Found.Add(
                V1Code.ParameterMissing, "", "One of 'address', 'description', 'email', 'vertical' and 'websites' must be there");
        }

        return profile;
    }

    private static string? Text(Field field, int most) => field.Text() is "" ? "" : field.Text(most);

    /// <summary>One text; a C# client of the original sends it as the only element of an array.</summary>
    private static string? ReadVertical(Field field)
    {
        var given = field.Value.ValueKind == System.Text.Json.JsonValueKind.Array ? field.Items() : [field];
        if (given is [] || Text(given[0], most: 128) is not { } text)
        {
            return null;
        }

        var vertical = Verticals.Find(text);
        if (vertical is null)
        {
            given[0].Refuse(V1Code.ValueInvalid, $"must be one of {Verticals.All}, got {Given.Quote(text)}");
        }

        return vertical;
    }

    private static string[]? ReadWebsites(Field field)
    {
        if (!field.IsPresent)
        {
            return null;
        }

        var websites = field.Items();
        if (websites.Count > MostWebsites)
        {
            field.Refuse(V1Code.ValueInvalid, $"must have at most {MostWebsites} addresses, got {websites.Count}");
        }

        return [.. websites.Select(website => Text(website, LongestWebsite)).Where(text => !string.IsNullOrWhiteSpace(text))!];
    }
}
