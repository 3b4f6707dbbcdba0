using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.Cloud;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Profile.Business;

/// <summary>What a client may say of its business (limits, section 1). An empty text empties the field.</summary>
internal static class BusinessProfileRules
{
    private const int MostWebsites = 2;
    private const int LongestWebsite = 256;

    /// <summary>Reads a body; what is wrong is noted. The industry is what the client calls it, as v1 takes it.</summary>
    public static CloudBusinessProfile Read(Field root)
    {
        var profile = new CloudBusinessProfile
        {
            Address = Text(root["address"], most: 256),
            Description = Text(root["description"], most: 256),
            Email = Text(root["email"], most: 128),
            Vertical = Text(VerticalOf(root), most: 128),
            Websites = ReadWebsites(root["websites"]),
        };
        if (profile == new CloudBusinessProfile())
        {
            root.Found.Add(
                V1Code.ParameterMissing, "", "One of 'address', 'description', 'email', 'vertical' and 'websites' must be there");
        }

        return profile;
    }

    /// <summary>The same for the Cloud API, which has names for industries.</summary>
    public static CloudBusinessProfile ReadForCloud(Field root)
    {
        var profile = Read(root);
        if (profile.Vertical is not { } given)
        {
            return profile;
        }

        var vertical = Verticals.Find(given);
        if (vertical is null)
        {
            VerticalOf(root).Refuse(V1Code.ValueInvalid, $"must be one of {Verticals.All}, got {Given.Quote(given)}");
        }

        return profile with { Vertical = vertical };
    }

    /// <summary>A body whose vertical is an array, with a text instead; null for any other.</summary>
    public static byte[]? WithOneVertical(Field root) =>
        root["vertical"].Value.ValueKind == JsonValueKind.Array && JsonObject.Create(root.Value) is { } body
            ? Rewritten(body, VerticalOf(root).Text())
            : null;

    private static byte[] Rewritten(JsonObject body, string? vertical)
    {
        body.Remove("vertical");
        if (vertical is not null)
        {
            body["vertical"] = vertical;
        }

        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    private static string? Text(Field field, int most) => field.Text() is "" ? "" : field.Text(most);

    /// <summary>One text; a C# client of the original sends it as the only element of an array.</summary>
    private static Field VerticalOf(Field root)
    {
        var field = root["vertical"];
        return field.Value.ValueKind == JsonValueKind.Array ? field.Items().FirstOrDefault(field with { Value = default }) : field;
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

        return [.. websites.Select(website => Text(website.Required(), LongestWebsite)).Where(text => !string.IsNullOrWhiteSpace(text))!];
    }
}
