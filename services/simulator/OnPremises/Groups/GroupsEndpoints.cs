using System.Text.Json.Nodes;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.OnPremises.Logins;

namespace Tujenge.Simulator.OnPremises.Groups;

/// <summary><c>/v1/groups</c> (whatsapp-v1-api, section 12).</summary>
internal static class GroupsEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/groups", (HttpContext http) => http.Locked(account => Answer([.. account.Groups.All.Select(Summary)])));
        v1.MapPost("/groups", CreateAsync);
        v1.MapGet("/groups/{groupId}", (string groupId, HttpContext http) => InGroup(groupId, http, (_, group) => Answer(new JsonObject
        {
            ["admins"] = Names(group.Admins),
            ["creation_time"] = group.CreationTime,
            ["creator"] = group.Creator,
            ["participants"] = Names(group.Participants),
            ["subject"] = group.Subject,
        })));
        v1.MapPut("/groups/{groupId}", RenameAsync);
        v1.MapGet("/groups/{groupId}/invite", (string groupId, HttpContext http) => InGroup(groupId, http, (_, group) => Answer(new JsonObject
        {
            ["link"] = $"https://chat.whatsapp.invalid/{group.Id}-{group.Invites}",
        })));
        v1.MapDelete("/groups/{groupId}/invite", (string groupId, HttpContext http) => InGroup(groupId, http, (_, group) =>
        {
            group.Invites++;
            return OnPremisesAnswer.Ok();
        }));
        v1.MapDelete("/groups/{groupId}/participants", (string groupId, HttpContext http) =>
            ChangeAsync(groupId, http, (group, people) => group.Participants.RemoveAll(people.Contains)));
        v1.MapPatch("/groups/{groupId}/admins", (string groupId, HttpContext http) =>
            ChangeAsync(groupId, http, (group, people) => group.Admins.AddRange(people.Except(group.Admins))));
        v1.MapDelete("/groups/{groupId}/admins", (string groupId, HttpContext http) =>
            ChangeAsync(groupId, http, (group, people) => group.Admins.RemoveAll(people.Contains)));
        v1.MapPost("/groups/{groupId}/leave", (string groupId, HttpContext http) => InGroup(groupId, http, (account, group) =>
        {
            account.Groups.Remove(group);
            return OnPremisesAnswer.Ok();
        }));
        v1.MapIcon();
    }

    /// <summary>Does something with a group of the number.</summary>
    public static IResult InGroup(string groupId, HttpContext http, Func<Account, Group, IResult> work) => http.Locked(account => account.Groups.Find(groupId) is { } group ? work(account, group) : OnPremisesAnswer.Error(1012, "Group is unknown"));

    /// <summary>Says something of groups.</summary>
    public static IResult Answer(params JsonObject[] groups) => OnPremisesAnswer.Ok(new JsonObject { ["groups"] = new JsonArray([.. groups]) });

    private static async Task<IResult> CreateAsync(HttpContext http, TimeProvider clock)
    {
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        return body.Text("subject") is { Length: > 0 } subject
            ? http.Locked(account => Answer(Summary(account.Groups.Add(http.Opened().Number.Digits, subject, clock.GetUtcNow()))))
            : OnPremisesAnswer.Error(1008, "Parameter 'subject' is absent");
    }

    private static async Task<IResult> RenameAsync(string groupId, HttpContext http)
    {
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        return body.Text("subject") is { Length: > 0 } subject
            ? InGroup(groupId, http, (_, group) =>
            {
                group.Subject = subject;
                return OnPremisesAnswer.Ok();
            })
            : OnPremisesAnswer.Error(1008, "Parameter 'subject' is absent");
    }

    private static async Task<IResult> ChangeAsync(string groupId, HttpContext http, Action<Group, string[]> change)
    {
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        return body["wa_ids"] is JsonArray people
            ? InGroup(groupId, http, (_, group) =>
            {
                change(group, [.. people.Select(person => $"{person}")]);
                return OnPremisesAnswer.Ok();
            })
            : OnPremisesAnswer.Error(1008, "Parameter 'wa_ids' is absent");
    }

    private static JsonObject Summary(Group group) => new() { ["id"] = group.Id, ["creation_time"] = group.CreationTime };

    private static JsonArray Names(IEnumerable<string> people) => [.. people.Select(person => JsonValue.Create(person))];
}
