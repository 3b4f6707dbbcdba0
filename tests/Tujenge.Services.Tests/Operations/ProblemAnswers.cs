using System.Diagnostics;
using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Services.Tests.Edge;

namespace Tujenge.Services.Tests.Operations;

internal static class ProblemAnswers
{
    /// <summary>What an operator waits at the most, and some for a busy machine.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(8);

    /// <summary>An honest 503, soon.</summary>
    public static async Task IsAwayAsync(this EdgeReplica edge, string method, string path, string detail, string? json = null)
    {
        var asked = Stopwatch.StartNew();
        using var answer = await edge.AdminAsync(new HttpMethod(method), path, json);

        Assert.That(asked.Elapsed, Is.LessThan(InTime));
        await answer.IsProblemAsync(HttpStatusCode.ServiceUnavailable, detail);
    }

    /// <summary>Problem details with this status and this text.</summary>
    public static async Task IsProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string detail)
    {
        var body = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status), body);
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString(), Does.Contain(detail));
            Assert.That(
                answer.Headers.RetryAfter?.Delta,
                Is.EqualTo(status == HttpStatusCode.ServiceUnavailable ? TimeSpan.FromSeconds(1) : (TimeSpan?)null));
        }
    }
}
