using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Installations inside a private network, or on one machine, loosen the rules for addresses.</summary>
[Parallelizable]
internal sealed class AllowedWebhookTests
{
    [TestCase("http://client.example/", "Webhooks:AllowHttp")]
    [TestCase("https://10.1.2.3/", "Webhooks:AllowPrivateAddresses")]
    [TestCase("https://localhost:8443/", "Webhooks:AllowPrivateAddresses")]
    [TestCase("http://127.0.0.1:8090/", "Webhooks:AllowHttp", "Webhooks:AllowPrivateAddresses")]
    public async Task An_address_is_fine_where_it_is_allowed(string url, params string[] allowances)
    {
        await using var edge = await RunningEdge.StartAsync([.. allowances.Select(allowance => (allowance, "true"))]);
        var (_, _, key) = await edge.CreateChannelAsync();
        using var answer = await edge.PostAsync("/v1/configs/webhook", $$"""{"url":"{{url}}"}""", key);

        Assert.That(
            (answer.StatusCode, await answer.Content.ReadAsStringAsync()),
            Is.EqualTo((HttpStatusCode.OK, $$$"""{"url":"{{{url}}}","headers":{}}""")));
    }

    [TestCase("http://10.1.2.3/", "Webhooks:AllowHttp")]
    [TestCase("http://client.example/", "Webhooks:AllowPrivateAddresses")]
    public async Task One_allowance_is_not_the_other(string url, string allowance)
    {
        await using var edge = await RunningEdge.StartAsync((allowance, "true"));
        var (_, _, key) = await edge.CreateChannelAsync();
        using var answer = await edge.PostAsync("/v1/configs/webhook", $$"""{"url":"{{url}}"}""", key);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }
}
