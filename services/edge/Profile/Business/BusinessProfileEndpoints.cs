using Microsoft.AspNetCore.Http.HttpResults;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.Upstreams.Proxying;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Bodies;
using Tujenge.Edge.V1.OpenApi.Examples;

namespace Tujenge.Edge.Profile.Business;

/// <summary><c>/v1/settings/business/profile</c>.</summary>
internal static class BusinessProfileEndpoints
{
    private const string Path = "/settings/business/profile";

    public static void MapBusinessProfile(this IEndpointRouteBuilder v1)
    {
        v1.MapGet(Path, (HttpContext context, GraphProfile profile) =>
                profile.ReadAsync(context, context.Channel(), found => Task.FromResult<IResult>(Show(found))))
            .Describe("getBusinessProfile", "What customers see of the business", "Settings")
            .Answers<V1SettingsAnswer>(StatusCodes.Status200OK, Answered.BusinessProfile);
        v1.MapPost(Path, SetAsync).AcceptsJsonOnly()
            .WithMetadata(BodyCheck.OfJson(root => BusinessProfileRules.Read(root), BusinessProfileRules.WithOneVertical))
            .Describe("setBusinessProfile", "Changes what customers see of the business", "Settings")
            .Takes<V1BusinessProfileChange>(OtherExamples.BusinessProfile)
            .Answers<V1EmptyAnswer>(StatusCodes.Status200OK, Answered.Done);
    }

    private static async Task<IResult> SetAsync(HttpContext context, GraphProfile profile)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var change = BusinessProfileRules.ReadForCloud(body.Root);
        return body.Violation is { } violation
            ? V1Error.From(violation)
            : await profile.WriteAsync(context, context.Channel(), change);
    }

    private static JsonHttpResult<V1SettingsAnswer> Show(CloudBusinessProfile profile) => TypedResults.Json(
        new V1SettingsAnswer(
            new V1Settings(Business: new V1BusinessSettings(new V1BusinessProfile(
                profile.Address ?? "",
                profile.Description ?? "",
                profile.Email ?? "",
                profile.Vertical ?? "",
                profile.Websites ?? []))),
            V1Meta.Current),
        V1Json.Wire.V1SettingsAnswer);
}
