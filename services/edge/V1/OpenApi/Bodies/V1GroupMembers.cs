namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Body of the calls about a group's participants and admins, also of <c>DELETE</c> (whatsapp-v1-api, section 12).</summary>
/// <param name="WaIds">Whom it is about.</param>
internal sealed record V1GroupMembers(IReadOnlyList<string> WaIds);
