using System.Text.Json.Serialization;

namespace Tujenge.Edge.Admin;

/// <summary>Problem details.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What is wrong here.</param>
/// <param name="Field">The field of the request that it is about; left out when it is about none.</param>
internal sealed record ProblemAnswer(
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field);
