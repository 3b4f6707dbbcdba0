namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Body of <c>PUT /v1/contacts/{wa_id}/identity</c> (whatsapp-v1-api, section 7).</summary>
/// <param name="Hash">The contact's identity that is acknowledged.</param>
internal sealed record V1IdentityHash(string Hash);

/// <summary>What v1 servers say of a contact's identity.</summary>
/// <param name="Identity">The identity.</param>
internal sealed record V1IdentityAnswer(V1Identity Identity);

/// <summary>A contact's identity.</summary>
/// <param name="Hash">Changes with the contact's key.</param>
/// <param name="CreatedTimestamp">When it became this one; a number, or a number as text.</param>
/// <param name="Acknowledged">Whether the business takes it for the contact's.</param>
internal sealed record V1Identity(string Hash, object? CreatedTimestamp, bool Acknowledged);
