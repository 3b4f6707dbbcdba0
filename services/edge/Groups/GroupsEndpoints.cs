using Tujenge.Edge.V1;

namespace Tujenge.Edge.Groups;

/// <summary>The v1 family <c>/v1/groups</c> (whatsapp-v1-api, section 12). Sending to a group is <c>/v1/messages</c>.</summary>
internal static class GroupsEndpoints
{
    private const string What = "Managing groups";

    public static void MapGroups(this IEndpointRouteBuilder v1)
    {
        v1.MapOnPremisesOnly("/groups", What, "GET", "POST");
        v1.MapOnPremisesOnly("/groups/{groupId}", What, "GET", "PUT");
        v1.MapOnPremisesOnly("/groups/{groupId}/invite", What, "GET", "DELETE");
        v1.MapOnPremisesOnly("/groups/{groupId}/participants", What, "DELETE");
        v1.MapOnPremisesOnly("/groups/{groupId}/admins", What, "PATCH", "DELETE");
        v1.MapOnPremisesOnly("/groups/{groupId}/leave", What, "POST");
        v1.MapOnPremisesOnly("/groups/{groupId}/icon", What, "GET", "POST", "DELETE");
    }
}
