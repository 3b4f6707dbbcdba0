namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Body of <c>POST /v1/settings/business/profile</c>: what is left out stays, an empty text empties.</summary>
/// <param name="Address">Up to 256 characters.</param>
/// <param name="Description">Up to 256 characters.</param>
/// <param name="Email">Up to 128 characters.</param>
/// <param name="Vertical">Industry: a name of the Cloud API, or what v1's clients call it.</param>
/// <param name="Websites">At most two, of up to 256 characters.</param>
internal sealed record V1BusinessProfileChange(
    string? Address,
    string? Description,
    string? Email,
    string? Vertical,
    IReadOnlyList<string>? Websites);
