using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class PhoneNumberConfigurationTests
{
    [TestCase("/v1/configs/phone_number")]
    [TestCase("/v1/configs/phone_number/")]
    public async Task A_key_tells_its_number(string path)
    {
        await using var edge = await RunningEdge.StartAsync();
        var (channelId, _, key) = await edge.CreateChannelAsync();
        var channel = await edge.ReadChannelAsync(channelId);
        using var answer = await edge.SendAsync(HttpMethod.Get, path, key);
        using var keyless = await edge.SendAsync(HttpMethod.Get, path, key: null);

        Assert.That(
            (answer.StatusCode, await answer.Content.ReadAsStringAsync()),
            Is.EqualTo((HttpStatusCode.OK, $$"""{"phone_number":"{{channel.PhoneNumber}}"}""")));
        await keyless.IsGatewayErrorAsync(
            HttpStatusCode.Unauthorized, "The API key is missing: send it in the header WA-API-KEY.");
    }
}
