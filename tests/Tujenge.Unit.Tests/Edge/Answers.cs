using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>What answers of the three dialects have to look like.</summary>
internal static class Answers
{
    private const string Meta = """{"api_status":"stable","version":"2.53.1"}""";

    /// <summary>The gateway's own envelope, with this message.</summary>
    public static async Task IsGatewayErrorAsync(this HttpResponseMessage answer, HttpStatusCode status, string message)
    {
        var details = (int)status < 500 ? ""","details":[]""" : "";
        var body = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
            Assert.That(
                body,
                Is.EqualTo($$$"""{"meta":{"success":false,"http_code":{{{(int)status}}},"developer_message":"{{{message}}}"{{{details}}}}}"""));
        }
    }

    /// <summary>The envelope of the v1 API itself, with one error.</summary>
    public static async Task IsV1ErrorAsync(this HttpResponseMessage answer, HttpStatusCode status, int code, string title, string details)
    {
        var body = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
            Assert.That(
                body,
                Is.EqualTo($$$"""{"meta":{{{Meta}}},"errors":[{"code":{{{code}}},"title":"{{{title}}}","details":"{{{details}}}"}]}"""));
        }
    }

    /// <summary>503 in v1's words, and when to come back.</summary>
    public static async Task IsOverloadedAsync(this HttpResponseMessage answer, string details)
    {
        Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        await answer.IsV1ErrorAsync(HttpStatusCode.ServiceUnavailable, 1016, "System overloaded", details);
    }

    /// <summary>Problem details of the admin API.</summary>
    public static async Task IsProblemAsync(
        this HttpResponseMessage answer,
        HttpStatusCode status,
        string title,
        string detail,
        string? field = null)
    {
        var suffix = field is null ? "" : $",\"field\":\"{field}\"";
        var body = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(
                body,
                Is.EqualTo($$"""{"title":"{{title}}","status":{{(int)status}},"detail":"{{detail}}"{{suffix}}}"""));
        }
    }
}
