using Tujenge.Edge.Reading;
using Tujenge.Edge.Upstreams.Proxying;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Bodies;
using Tujenge.Edge.V1.OpenApi.Examples;

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
        v1.MapOnPremisesOnly("/groups", What, "GET").Answers<V1Groups>(StatusCodes.Status200OK, OnPremisesExamples.Groups);
        v1.MapOnPremisesOnly("/groups", What, "POST").WithMetadata(subject)
            .Takes<V1GroupSubject>(OnPremisesExamples.Subject)
            .Answers<V1Groups>(StatusCodes.Status200OK, OnPremisesExamples.Groups)
            .Warns();
        v1.MapOnPremisesOnly("/groups/{groupId}", What, "GET").Answers<V1Groups>(StatusCodes.Status200OK, OnPremisesExamples.Group);
        v1.MapOnPremisesOnly("/groups/{groupId}", What, "PUT").WithMetadata(subject)
            .Takes<V1GroupSubject>(OnPremisesExamples.Subject)
            .Warns();
        v1.MapOnPremisesOnly("/groups/{groupId}/invite", What, "GET").Answers<V1Groups>(StatusCodes.Status200OK, OnPremisesExamples.Invite);
        v1.MapOnPremisesOnly("/groups/{groupId}/invite", What, "DELETE");
        v1.MapOnPremisesOnly("/groups/{groupId}/participants", What, "DELETE").Takes<V1GroupMembers>(OnPremisesExamples.Members);
        v1.MapOnPremisesOnly("/groups/{groupId}/admins", What, "PATCH", "DELETE").Takes<V1GroupMembers>(OnPremisesExamples.Members);
        v1.MapOnPremisesOnly("/groups/{groupId}/leave", What, "POST");
        v1.MapOnPremisesOnly("/groups/{groupId}/icon", What, "GET").ReadsQuery("format", "link: where the picture is, instead of it");
        v1.MapOnPremisesOnly("/groups/{groupId}/icon", What, "POST").TakesFile(
            """
            The picture itself:

            `curl http://127.0.0.1:8080/v1/groups/GROUP-ID/icon -H 'WA-API-KEY: tjk_sandbox_v1' -H 'Content-Type: image/jpeg' --data-binary @icon.jpg`
            """,
            "image/jpeg",
            "image/png");
        v1.MapOnPremisesOnly("/groups/{groupId}/icon", What, "DELETE");
    }

    private static void CheckSubject(Field group)
    {
        if (group["subject"].Text(LongestSubject)?.EnumerateRunes().Count() > UsualSubject)
        {
            group["subject"].Warn($"should have at most {UsualSubject} characters, which is what clients of v1 allow");
        }
    }
}
