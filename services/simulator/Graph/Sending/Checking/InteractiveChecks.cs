namespace Tujenge.Simulator.Graph.Sending.Checking;

/// <summary>What Graph demands of interactive messages. Of the newer kinds only that there is a kind: v1 has no rules for them.</summary>
internal static class InteractiveChecks
{
    private const int LongestBody = 4096;
    private const int LongestSmallText = 60;

    public static void Check(Part interactive)
    {
        var kind = interactive["type"].Required().Text();
        if (kind is not ("button" or "list" or "product" or "product_list"))
        {
            return;
        }

        interactive.Object("type", "header", "body", "footer", "action");
        (kind == "product" ? interactive["body"] : interactive["body"].Required()).Object("text");
        if (interactive["body"].IsThere)
        {
            interactive["body"]["text"].Required().Text(most: LongestBody);
        }

        interactive["footer"].Object("text")["text"].Text(most: LongestSmallText);
        Header(kind == "product_list" ? interactive["header"].Required() : interactive["header"], kind);
        Action(interactive["action"].Required(), kind);
    }

    private static void Header(Part header, string kind)
    {
        if (!header.IsThere)
        {
            return;
        }

        if (kind == "product")
        {
            header.Refuse("is not allowed.");
        }

        var type = header["type"].Required().OneOf(kind == "button" ? ["text", "image", "video", "document"] : ["text"]);
        header.Object("type", type ?? "");
        if (type == "text")
        {
            header["text"].Required().Text(most: LongestSmallText);
        }
        else if (type is not null)
        {
            MediaChecks.Check(header[type], hasFilename: type == "document");
        }
    }

    private static void Action(Part action, string kind)
    {
        switch (kind)
        {
            case "button":
                foreach (var button in action.Object("buttons")["buttons"].Required().Items(least: 1, most: 3))
                {
                    button.Object("type", "reply")["type"].Required().OneOf("reply");
                    button["reply"].Required().Object("id", "title")["id"].Required().Text(most: 256);
                    button["reply"]["title"].Required().Text(most: 20);
                }

                break;

            case "list":
                action.Object("button", "sections")["button"].Required().Text(most: 20);
                Sections(action["sections"], "rows", most: 10, row =>
                {
                    row.Object("id", "title", "description")["id"].Required().Text(most: 200);
                    row["title"].Required().Text(most: 24);
                    row["description"].Text(most: 72);
                });
                break;

            case "product":
                action.Object("catalog_id", "product_retailer_id")["catalog_id"].Required().Text();
                action["product_retailer_id"].Required().Text();
                break;

            default:
                action.Object("catalog_id", "sections")["catalog_id"].Required().Text();
                Sections(action["sections"], "product_items", most: 30, item =>
                    item.Object("product_retailer_id")["product_retailer_id"].Required().Text());
                break;
        }
    }

    private static void Sections(Part list, string contents, int most, Action<Part> check)
    {
        var sections = list.Required().Items(least: 1, most: 10);
        var items = sections.SelectMany(section => section[contents].Required().Items(least: 1)).ToArray();
        if (items.Length > most)
        {
            list.Refuse($"must have at most {most} {contents}, has {items.Length}.");
        }

        foreach (var section in sections)
        {
            section.Object("title", contents);
            (sections.Count > 1 ? section["title"].Required() : section["title"]).Text(most: 24);
        }

        foreach (var item in items)
        {
            check(item);
        }
    }
}
