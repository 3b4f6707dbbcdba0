using System.Text.Json;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Contacts.Checking;

/// <summary>Rules for the body of <c>POST /v1/contacts</c>.</summary>
internal static class ContactsRules
{
    private const int MostContacts = 1000;

    /// <summary>
    /// The numbers as they were written; worth something only when no rule was broken. <c>blocking</c> and
    /// <c>force_check</c> change nothing, because every answer is there at once.
    /// </summary>
    public static List<string> Read(Field body)
    {
        var inputs = Inputs(body["contacts"].Required());
        if (body["blocking"].Text() is { } blocking and not ("wait" or "no_wait"))
        {
            body["blocking"].Refuse(V1Code.ValueInvalid, $"must be no_wait or wait, got {Given.Quote(blocking)}");
        }

        body["force_check"].Flag();
        return inputs;
    }

    private static List<string> Inputs(Field contacts)
    {
        // One alone needs no list: what can be meant is plain.
        if (contacts.Value.ValueKind == JsonValueKind.String)
        {
            return [contacts.Text()!];
        }

        var items = contacts.Items();
        if (contacts.Value.ValueKind == JsonValueKind.Array && items.Count is 0 or > MostContacts)
        {
            contacts.Refuse(V1Code.ValueInvalid, $"must have 1 to {MostContacts} elements, got {items.Count}");
            return [];
        }

        var inputs = new List<string>(items.Count);
        foreach (var item in items)
        {
            inputs.Add(item.Required().Text() ?? "");
        }

        return inputs;
    }
}
