using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Services.Tests.Edge;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.DeadLetters;

/// <summary>An operator who looks after dead letters, through edge's admin API.</summary>
internal sealed class DeadLetterDesk(EdgeReplica edge)
{
    private const string Path = "/admin/v1/dead-letters";

    /// <summary>All of them that answer to a query, such as <c>state=waiting</c>.</summary>
    public async Task<JsonElement[]> ListAsync(string query)
    {
        using var answer = await edge.AdminAsync(HttpMethod.Get, $"{Path}?limit=200&{query}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("dead_letters").EnumerateArray()];
    }

    /// <summary>Waits for as many waiting dead letters of a queue, and returns them, oldest first.</summary>
    public Task<JsonElement[]> WaitForAsync(string queue, int count) => Eventually.GetAsync(
        () => ListAsync($"state=waiting&queue={queue}"),
        letters => letters.Length >= count,
        $"{count} dead letters of {queue}");

    /// <summary>One with all that is known of it.</summary>
    public async Task<JsonElement> LookAsync(Guid id)
    {
        using var answer = await edge.AdminAsync(HttpMethod.Get, $"{Path}/{id}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Replays one.</summary>
    /// <returns>The answer's status.</returns>
    public async Task<HttpStatusCode> ReplayAsync(Guid id)
    {
        using var answer = await edge.AdminAsync(HttpMethod.Post, $"{Path}/{id}/replay");
        return answer.StatusCode;
    }

    /// <summary>Replays all of a queue, which must work.</summary>
    public async Task<JsonElement> ReplayQueueAsync(string queue)
    {
        using var answer = await edge.AdminAsync(HttpMethod.Post, $"{Path}/replay", $$"""{"queue":"{{queue}}"}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Discards one.</summary>
    /// <returns>The answer's status.</returns>
    public async Task<HttpStatusCode> DiscardAsync(Guid id, string reason)
    {
        using var answer = await edge.AdminAsync(HttpMethod.Post, $"{Path}/{id}/discard", $$"""{"reason":"{{reason}}"}""");
        return answer.StatusCode;
    }
}

internal static class DeadLetterReading
{
    public static Guid Id(this JsonElement letter) => letter.GetProperty("id").GetGuid();

    public static string? Text(this JsonElement letter, string field) => letter.GetProperty(field).GetString();
}
