using System.Text.Json.Nodes;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.OnPremises.Logins;

namespace Tujenge.Simulator.OnPremises.Settings;

/// <summary>The three settings that clients may change (whatsapp-v1-api, section 11).</summary>
internal static class SettingsEndpoints
{
    private const int LongestAbout = 139;

    private static readonly string[] BusinessFields = ["address", "description", "email", "vertical", "websites"];

    public static void MapSettings(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/settings/business/profile", (HttpContext http) => http.Locked(account => OnPremisesAnswer.Ok(
            Settings("business", "profile", account.Profile.Business.DeepClone()))));
        v1.MapPost("/settings/business/profile", (Delegate)SetBusinessAsync);
        v1.MapGet("/settings/profile/about", (HttpContext http) => http.Locked(account => OnPremisesAnswer.Ok(
            Settings("profile", "about", new JsonObject { ["text"] = account.Profile.About }))));
        v1.MapPatch("/settings/profile/about", (Delegate)SetAboutAsync);
        v1.MapGet("/settings/profile/photo", (string? format, HttpContext http) => http.Locked(account => account.Profile.Photo switch
        {
            null => OnPremisesAnswer.Error(1006, "There is no photo"),
            _ when format == "link" => OnPremisesAnswer.Ok(Settings("profile", "photo", new JsonObject
            {
                ["link"] = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}",
            })),
            var photo => photo.ToAnswer(),
        }));
        v1.MapPost("/settings/profile/photo", (Delegate)SetPhotoAsync);
        v1.MapDelete("/settings/profile/photo", (HttpContext http) => http.Locked(account =>
        {
            account.Profile.Photo = null;
            return OnPremisesAnswer.Ok();
        }));
    }

    private static async Task<IResult> SetBusinessAsync(HttpContext http)
    {
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        return http.Locked(account =>
        {
            foreach (var field in BusinessFields.Where(body.ContainsKey))
            {
                account.Profile.Business[field] = body[field]?.DeepClone();
            }

            return OnPremisesAnswer.Ok();
        });
    }

    private static async Task<IResult> SetAboutAsync(HttpContext http)
    {
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        if (body.Text("text") is not { Length: > 0 } text || text.EnumerateRunes().Count() > LongestAbout)
        {
            return OnPremisesAnswer.Error(1009, $"Parameter 'text' must have 1 to {LongestAbout} characters");
        }

        return http.Locked(account =>
        {
            account.Profile.About = text;
            return OnPremisesAnswer.Ok();
        });
    }

    private static async Task<IResult> SetPhotoAsync(HttpContext http)
    {
        if (await Picture.ReadAsync(http.Request) is not { } photo)
        {
            return OnPremisesAnswer.Error(1009, "The body must be an image of at most 5 MB, and Content-Type its MIME type");
        }

        return http.Locked(account =>
        {
            account.Profile.Photo = photo;
            return OnPremisesAnswer.Ok(status: StatusCodes.Status201Created);
        });
    }

    private static JsonObject Settings(string outer, string inner, JsonNode value) =>
        new() { ["settings"] = new JsonObject { [outer] = new JsonObject { [inner] = value } } };
}
