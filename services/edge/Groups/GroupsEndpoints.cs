using Tujenge.Edge.Reading;
using Tujenge.Edge.Upstreams.Proxying;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Groups;

/// <summary>The v1 family <c>/v1/groups</c> (whatsapp-v1-api, section 12). Sending to a group is <c>/v1/messages</c>.</summary>
internal static class GroupsEndpoints
{
    private const string What = "Managing groups";

    /// <summary>Clients of v1 allow 25, the Cloud API 128 (limits, section 1).</summary>
    private const int LongestSubject = 128;

    private const int UsualSubject = 25;

    public static void MapGroups(this IEndpointRouteBuilder v1)
    {
        var subject = BodyCheck.OfJson(CheckSubject);
        v1.MapOnPremisesOnly("/groups", What, "GET");
        v1.MapOnPremisesOnly("/groups", What, "POST").WithMetadata(subject);
        v1.MapOnPremisesOnly("/groups/{groupId}", What, "GET");
        v1.MapOnPremisesOnly("/groups/{groupId}", What, "PUT").WithMetadata(subject);
        v1.MapOnPremisesOnly("/groups/{groupId}/invite", What, "GET", "DELETE");
        v1.MapOnPremisesOnly("/groups/{groupId}/participants", What, "DELETE");
        v1.MapOnPremisesOnly("/groups/{groupId}/admins", What, "PATCH", "DELETE");
        v1.MapOnPremisesOnly("/groups/{groupId}/leave", What, "POST");
        v1.MapOnPremisesOnly("/groups/{groupId}/icon", What, "GET", "POST", "DELETE");
    }

    private static void CheckSubject(Field group)
    {
        if (group["subject"].Text(LongestSubject)?.EnumerateRunes().Count() > UsualSubject)
        {
            group["subject"].Warn($"should have at most {UsualSubject} characters, which is what clients of v1 allow");
        }
    }
}
