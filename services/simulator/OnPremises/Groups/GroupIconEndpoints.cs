using System.Text.Json.Nodes;

namespace Tujenge.Simulator.OnPremises.Groups;

/// <summary><c>/v1/groups/{id}/icon</c>.</summary>
internal static class GroupIconEndpoints
{
    public static void MapIcon(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/groups/{groupId}/icon", (string groupId, string? format, HttpContext http) =>
            GroupsEndpoints.InGroup(groupId, http, (_, group) => group.Icon switch
            {
                null => OnPremisesAnswer.Error(1006, "There is no icon"),
                _ when format == "link" => GroupsEndpoints.Answer(new JsonObject
                {
                    ["link"] = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{http.Request.Path}",
                }),
                var icon => icon.ToAnswer(),
            }));
        v1.MapPost("/groups/{groupId}/icon", SetAsync);
        v1.MapDelete("/groups/{groupId}/icon", (string groupId, HttpContext http) => Set(groupId, http, null));
    }

    private static async Task<IResult> SetAsync(string groupId, HttpContext http) => await Picture.ReadAsync(http.Request) is { } icon
        ? Set(groupId, http, icon)
        : OnPremisesAnswer.Error(1009, "The body must be an image of at most 5 MB, and Content-Type its MIME type");

    private static IResult Set(string groupId, HttpContext http, Picture? icon) => GroupsEndpoints.InGroup(groupId, http, (_, group) =>
    {
        group.Icon = icon;
        return OnPremisesAnswer.Ok();
    });
}
