using System.Text.Json;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Interactive;

/// <summary>Rules for the header of an interactive message.</summary>
internal static class HeaderRules
{
    /// <summary>Characters of a text (limits, section 1).</summary>
    public const int LongestText = 60;

    /// <summary>Names of the files that a header may have.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = ["image", "video", "document"];

    public static V1InteractiveHeader? Read(Field header, string kind)
    {
        if (kind == "product_list")
        {
            header.Required();
        }

        if (!header.Object().IsPresent)
        {
            return null;
        }

        if (kind == "product")
        {
            header.Refuse(V1Code.ParameterNotRequired, "is not required: WhatsApp shows the product there");
        }

        var type = header["type"].Required().Text() ?? "";
        header.WarnOfOthers("type", type);
        var read = new V1InteractiveHeader { Type = type };
        return type switch
        {
            "text" => read with { Text = header["text"].Required().Text(LongestText) },
            "image" when kind == "button" => read with { Image = MediaRules.Read(header["image"]) },
            "video" when kind == "button" => read with { Video = MediaRules.Read(header["video"]) },
            "document" when kind == "button" => read with { Document = MediaRules.Read(header["document"], "filename") },
            _ => Refused(header, kind, type),
        };
    }

    /// <summary>The files in a header of a kind that passes as it came.</summary>
    public static IEnumerable<Field> FilesOf(Field header) =>
        MediaTypes.Select(type => header[type]).Where(file => file.Value.ValueKind == JsonValueKind.Object);

    private static V1InteractiveHeader? Refused(Field header, string kind, string type)
    {
        var allowed = kind == "button" ? "one of text, image, video, document" : $"text with {kind}";
        header["type"].Refuse(V1Code.HeaderInvalid, $"must be {allowed}, got {Given.Quote(type)}");
        return null;
    }
}
