using System.Net;
using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Services.Tests.Operations;

internal static class ProblemAnswers
{
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
