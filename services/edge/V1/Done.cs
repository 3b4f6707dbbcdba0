using Microsoft.AspNetCore.Http.HttpResults;
using Tujenge.Contracts.V1;

namespace Tujenge.Edge.V1;

/// <summary>The answer to what was done and has nothing to show.</summary>
internal static class Done
{
    public static JsonHttpResult<V1EmptyAnswer> Answer =>
        TypedResults.Json(new V1EmptyAnswer(V1Meta.Current), V1Json.Wire.V1EmptyAnswer);
}
