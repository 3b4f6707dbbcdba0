namespace Tujenge.Simulator.Graph.Sending.Checking;

/// <summary>What Graph demands of a file. Whether an id is one of an upload is not looked at: recorded messages have any.</summary>
internal static class MediaChecks
{
    private const int LongestCaption = 1024;

    public static void Check(Part media, bool hasCaption = false, bool hasFilename = false)
    {
        media.Required().Object(["id", "link", .. hasCaption ? ["caption"] : Array.Empty<string>(), .. hasFilename ? ["filename"] : Array.Empty<string>()]);
        if (media["id"].IsThere == media["link"].IsThere)
        {
            media.Refuse("must have an id or a link, and not both.");
        }

        media["id"].Text();
        if (media["link"].Text() is { } link && !(Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            media["link"].Refuse("is not a valid URI.");
        }

        media["caption"].Text(most: LongestCaption);
        media["filename"].Text();
    }
}
