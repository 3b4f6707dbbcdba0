using Tujenge.Edge.Contacts.Checking;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Contacts;

/// <summary>The v1 resource <c>/v1/contacts</c>.</summary>
internal static class ContactsEndpoints
{
    public static void MapContacts(this IEndpointRouteBuilder v1)
    {
        v1.MapCheckContacts();

        // The Cloud API has an identity check too, but of another kind: nothing to read and nothing to acknowledge.
        v1.MapOnPremisesOnly("/contacts/{waId}/identity", "The identity of a contact", "GET", "PUT");
    }
}
