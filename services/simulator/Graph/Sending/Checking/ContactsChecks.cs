namespace Tujenge.Simulator.Graph.Sending.Checking;

/// <summary>What Graph demands of cards.</summary>
internal static class ContactsChecks
{
    private const int MostCards = 5;

    public static void Check(Part contacts)
    {
        foreach (var card in contacts.Items(least: 1, most: MostCards))
        {
            card.Object("name", "birthday", "phones", "emails", "addresses", "urls", "org");
            Texts(card["name"].Required(), "formatted_name", "first_name", "last_name", "middle_name", "prefix", "suffix");
            card["name"]["formatted_name"].Required();
            card["birthday"].Text(10, 10);
            Each(card["phones"], "phone", "type", "wa_id");
            Each(card["emails"], "email", "type");
            Each(card["addresses"], "street", "city", "state", "zip", "country", "country_code", "type");
            Each(card["urls"], "url", "type");
            Texts(card["org"], "company", "department", "title");
        }
    }

    private static void Each(Part list, params string[] names)
    {
        foreach (var item in list.Items())
        {
            Texts(item, names);
        }
    }

    private static void Texts(Part part, params ReadOnlySpan<string> names)
    {
        part.Object(names);
        foreach (var name in names)
        {
            part[name].Text();
        }
    }
}
