using System.Net;
using NUnit.Framework;

namespace Tujenge.Services.Tests.Edge;

internal static class V1Answers
{
    /// <summary>503 in v1's words: code 1016, and when to come back.</summary>
    public static async Task IsOverloadedAsync(this HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), body);
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(body, Does.Contain("""
                "errors":[{"code":1016,"title":"System overloaded",
                """));
        }
    }

    /// <summary>503 in the gateway's words, as its own resources say it, and when to come back.</summary>
    public static async Task SaysTheDatabaseIsAwayAsync(this HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), body);
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(body, Is.EqualTo(
                """{"meta":{"success":false,"http_code":503,"developer_message":"The gateway's database does not answer; try again"}}"""));
        }
    }
}
