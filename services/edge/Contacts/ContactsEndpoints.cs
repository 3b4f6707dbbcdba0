using Tujenge.Edge.Contacts.Checking;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Bodies;
using Tujenge.Edge.V1.OpenApi.Examples;

namespace Tujenge.Edge.Contacts;

/// <summary>The v1 resource <c>/v1/contacts</c>.</summary>
internal static class ContactsEndpoints
{
    private const string Identity = "/contacts/{waId}/identity";
    private const string What = "The identity of a contact";

    public static void MapContacts(this IEndpointRouteBuilder v1)
    {
        v1.MapCheckContacts();

        // The Cloud API has an identity check too, but of another kind: nothing to read and nothing to acknowledge.
        v1.MapOnPremisesOnly(Identity, What, "GET").Answers<V1IdentityAnswer>(StatusCodes.Status200OK, OnPremisesExamples.Identity);
        v1.MapOnPremisesOnly(Identity, What, "PUT").Takes<V1IdentityHash>(OnPremisesExamples.IdentityHash);
    }
}
