using System.Net;
using NUnit.Framework;
using Tujenge.Dispatcher;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests.Operations;

/// <summary>An operator asks while the broker is away.</summary>
[TestFixture]
[NonParallelizable]
public sealed class BrokerAwayTests
{
    [Test]
    public async Task Without_the_broker_an_operator_hears_so_in_time()
    {
        var broker = await TestServers.OutageRabbitMqAsync();
        await using var bed = await TestBed.CreateAsync(await TestServers.PostgresAsync(), broker);
        await using var edge = await EdgeReplica.StartAsync(bed.Settings);
        await using var dispatcher = await RunningService.StartAsync(bed, builder => builder.AddDispatcher(), DispatcherService.Bus);
        await edge.LookAsync("/admin/v1/deliveries");

        await broker.StopServerAsync();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await edge.IsAwayAsync("GET", "/admin/v1/deliveries", "The dispatcher does not answer; try again.");
        }

        await using var startedWithout = await EdgeReplica.StartAsync(bed.Settings, brokerIsThere: false);
        await startedWithout.IsAwayAsync("GET", "/admin/v1/messages", "The sender does not answer; try again.");

        await broker.StartServerAsync();
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await edge.AdminAsync(HttpMethod.Get, "/admin/v1/deliveries");
                return answer.StatusCode == HttpStatusCode.OK;
            },
            "the dispatcher to answer again");
        Assert.That(dispatcher.Log, Does.Contain("RabbitMQ does not answer; it is asked again every second").And.Contain("RabbitMQ answers again"));
    }
}
