namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Body of <c>POST /v1/contacts</c>.</summary>
/// <param name="Contacts">1 to 1000 numbers in any usual notation.</param>
/// <param name="Blocking"><c>wait</c> or <c>no_wait</c>; every answer is there at once.</param>
/// <param name="ForceCheck">Changes nothing.</param>
internal sealed record V1ContactsCheck(IReadOnlyList<string> Contacts, string? Blocking, bool? ForceCheck);
