using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.Upstreams.Proxying;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;

namespace Tujenge.Edge.Profile.About;

/// <summary><c>/v1/settings/profile/about</c>: the line below the name.</summary>
internal static class AboutEndpoints
{
    private const string Path = "/settings/profile/about";
    private const int LongestAbout = 139;

    public static void MapAbout(this IEndpointRouteBuilder v1)
    {
        v1.MapGet(Path, (HttpContext context, GraphProfile profile) => profile.ReadAsync(
            context,
            context.Channel(),
            found => Task.FromResult<IResult>(TypedResults.Json(
                new V1SettingsAnswer(
                    new V1Settings(Profile: new V1ProfileSettings(About: new V1ProfileAbout(found.About ?? ""))), V1Meta.Current),
                V1Json.Wire.V1SettingsAnswer))))
            .Describe("getAbout", "The line below the name", "Settings")
            .Answers<V1SettingsAnswer>(StatusCodes.Status200OK, Answered.About);
        v1.MapPatch(Path, SetAsync).AcceptsJsonOnly()
            .WithMetadata(BodyCheck.OfJson(root => Read(root)))
            .Describe("setAbout", "Sets the line below the name", "Settings")
            .Takes<V1ProfileAbout>(OtherExamples.About)
            .Answers<V1EmptyAnswer>(StatusCodes.Status200OK, Answered.Done);
    }

    private static string? Read(Field root) => root["text"].Required().Text(LongestAbout);

    private static async Task<IResult> SetAsync(HttpContext context, GraphProfile profile)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var text = Read(body.Root);
        return body.Violation is { } violation
            ? V1Error.From(violation)
            : await profile.WriteAsync(context, context.Channel(), new CloudBusinessProfile { About = text });
    }
}
