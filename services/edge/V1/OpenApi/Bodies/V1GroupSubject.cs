namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Body of <c>POST /v1/groups</c> and <c>PUT /v1/groups/{id}</c> (whatsapp-v1-api, section 12).</summary>
/// <param name="Subject">The group's name, 1 to 128 characters; clients of v1 allow 25.</param>
internal sealed record V1GroupSubject(string Subject);
