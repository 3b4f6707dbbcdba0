using System.Globalization;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>Rules for <c>contacts</c> (whatsapp-v1-api, section 3.4).</summary>
internal static class ContactsRules
{
    private const int MostCards = 5;

    public static V1Message Read(Field message, V1Message envelope)
    {
        var contacts = message["contacts"].Required();
        var cards = contacts.ItemsOrOne();
        if (contacts.IsPresent && !contacts.Has(cards.Count, 1, MostCards, "contacts"))
        {
            return envelope;
        }

        return envelope with { Contacts = [.. cards.Select(Card)] };
    }

    private static V1Contact Card(Field card)
    {
        var name = Name(card.Required().Object().WarnOfOthers(
            "name", "birthday", "phones", "emails", "addresses", "urls", "org", "ims")["name"].Required().Object());
        return new V1Contact
        {
            Name = name,
            Birthday = Birthday(card["birthday"]),
            Phones = List(card["phones"], Phone),
            Emails = List(card["emails"], email => new V1ContactEmail(email.WarnOfOthers("email", "type")["email"].TextOrNothing(), email["type"].TextOrNothing())),
            Addresses = List(card["addresses"], Address),
            Urls = List(card["urls"], url => new V1ContactUrl(url.WarnOfOthers("url", "type")["url"].TextOrNothing(), url["type"].TextOrNothing())),
            Org = Org(card["org"]),
            Ims = Messengers(card["ims"]),
        };
    }

    private static V1ContactName Name(Field name)
    {
        name.WarnOfOthers("formatted_name", "first_name", "last_name", "middle_name", "prefix", "suffix");
        var read = new V1ContactName
        {
            FormattedName = name["formatted_name"].Required().Text(int.MaxValue) ?? "",
            FirstName = name["first_name"].TextOrNothing(),
            LastName = name["last_name"].TextOrNothing(),
            MiddleName = name["middle_name"].TextOrNothing(),
            Prefix = name["prefix"].TextOrNothing(),
            Suffix = name["suffix"].TextOrNothing(),
        };
        if (read is { FirstName: null, LastName: null, MiddleName: null, Prefix: null, Suffix: null })
        {
            name.Warn("has a formatted_name alone: WhatsApp asks for first_name, last_name, middle_name, prefix or suffix too");
        }

        return read;
    }

    private static string? Birthday(Field birthday)
    {
        var text = birthday.TextOrNothing();
        if (text is not null && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            birthday.Refuse(V1Code.ValueInvalid, $"must be a date like 1990-12-31, got {Given.Quote(text)}");
        }

        return text;
    }

    private static V1ContactPhone Phone(Field phone)
    {
        var read = new V1ContactPhone(
            phone.WarnOfOthers("phone", "type", "wa_id")["phone"].TextOrNothing(), phone["type"].TextOrNothing(), phone["wa_id"].TextOrNothing());
        if (read.WaId is null)
        {
            phone.Warn("has no wa_id: the recipient can invite that person, but not write to them");
        }

        return read;
    }

    private static V1ContactAddress Address(Field address)
    {
        address.WarnOfOthers("street", "city", "state", "zip", "country", "country_code", "type");
        var countryCode = address["country_code"].TextOrNothing();
        if (countryCode is not null && !(countryCode.Length == 2 && countryCode.All(char.IsAsciiLetter)))
        {
            address["country_code"].Warn("should be two letters, such as TZ");
        }

        return new V1ContactAddress
        {
            Street = address["street"].TextOrNothing(),
            City = address["city"].TextOrNothing(),
            State = address["state"].TextOrNothing(),
            Zip = address["zip"].TextOrNothing(),
            Country = address["country"].TextOrNothing(),
            CountryCode = countryCode,
            Type = address["type"].TextOrNothing(),
        };
    }

    private static V1ContactOrg? Org(Field org) => org.Object().IsPresent
        ? new V1ContactOrg(org.WarnOfOthers("company", "department", "title")["company"].TextOrNothing(), org["department"].TextOrNothing(), org["title"].TextOrNothing())
        : null;

    private static System.Text.Json.JsonElement[]? Messengers(Field messengers)
    {
        if (messengers.ItemsOrOne() is not { Count: > 0 } items)
        {
            return null;
        }

        messengers.WarnOnCloud("has no effect on the Cloud API, which knows no other messengers");
        return [.. items.Where(item => item.IsPresent).Select(item => item.Value)];
    }

    private static T[]? List<T>(Field list, Func<Field, T> read) => list.ItemsOrOne() is { Count: > 0 } items
        ? [.. items.Select(item => read(item.Required().Object()))]
        : null;
}
