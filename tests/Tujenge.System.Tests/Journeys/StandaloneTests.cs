using NUnit.Framework;
using Tujenge.SystemTests.Gateways;

namespace Tujenge.SystemTests.Journeys;

/// <summary>The journeys in one process.</summary>
[TestFixture]
[DependsOnFixture(typeof(ProcessesTests), AllowFailure = true)]
public sealed class StandaloneTests : GatewayJourneys
{
    private protected override Gateway Create() => new StandaloneGateway();

    [Test]
    public async Task A_day_passes_in_a_second_and_the_window_is_closed()
    {
        await using var gateway = new StandaloneGateway();
        await gateway.StartAsync();
        var phone = Gateway.NewPhone();
        await gateway.WriteAsync(phone, Gateway.NewText("hello"));
        var inside = await gateway.SendTextAsync(phone, Gateway.NewText("inside"));
        await gateway.WaitForStatusAsync(inside, "delivered");

        await gateway.SimulateAsync(HttpMethod.Post, "clock/advance", new { duration = "24:00:01" });
        var outside = await gateway.SendTextAsync(phone, Gateway.NewText("outside"));
        var failed = await gateway.WaitForStatusAsync(outside, "failed");

        Assert.That(failed.GetProperty("errors")[0].GetProperty("code").GetInt32(), Is.EqualTo(470));
        Assert.That(await gateway.SendCallsAsync(phone), Has.Count.EqualTo(1));
    }
}
