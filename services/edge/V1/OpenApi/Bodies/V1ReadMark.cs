namespace Tujenge.Edge.V1.OpenApi.Bodies;

/// <summary>Body of <c>PUT /v1/messages/{id}</c>.</summary>
/// <param name="Status">Always <c>read</c>.</param>
internal sealed record V1ReadMark(string Status);
