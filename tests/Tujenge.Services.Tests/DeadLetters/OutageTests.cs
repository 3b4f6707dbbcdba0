using System.Net;
using NUnit.Framework;
using Tujenge.Dispatcher;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests.DeadLetters;

/// <summary>Dead letters while a server is away.</summary>
[TestFixture]
[NonParallelizable]
public sealed class OutageTests
{
    private const string Queue = "dispatcher-channel-changed";

    [Test]
    public async Task While_the_database_is_away_dead_letters_wait_in_the_broker_also_when_edge_is_replaced_meanwhile()
    {
        var postgres = await TestServers.OutagePostgresAsync();
        await using var bed = await TestBed.CreateAsync(postgres, await TestServers.RabbitMqAsync());
        await using var dispatcher = await RunningService.StartAsync(bed, builder => builder.AddDispatcher(), DispatcherService.Bus);
        await using var broker = await RawBroker.ConnectAsync(bed.Settings);
        await using (var first = await EdgeReplica.StartAsync(bed.Settings))
        {
            await postgres.StopServerAsync();
            for (var i = 0; i < 30; i++)
            {
                await broker.PutAsync(Queue, $"garbage {i}");
            }

            await Eventually.HoldsAsync(
                () => Task.FromResult(first.Log.Contains("is not stored yet", StringComparison.Ordinal)), "edge to try in vain");
        }

        // What was not stored is not acknowledged. The dispatcher may still be moving some.
        await Eventually.HoldsAsync(
            async () => await broker.CountWithoutConsumersAsync("dead-letters") == 30, "all to be back in the broker");
        await using (var second = await EdgeReplica.StartAsync(bed.Settings))
        {
            await postgres.StartServerAsync();
            var letters = await new DeadLetterDesk(second).WaitForAsync(Queue, 30);
            Assert.That(letters, Has.Length.EqualTo(30));
        }

        Assert.That(await broker.CountWithoutConsumersAsync("dead-letters"), Is.Zero, "nothing is left that nobody looks at");
    }

    [Test]
    public async Task While_the_broker_is_away_a_replay_is_a_503_and_the_dead_letter_still_waits()
    {
        var rabbitMq = await TestServers.OutageRabbitMqAsync();
        await using var bed = await TestBed.CreateAsync(await TestServers.PostgresAsync(), rabbitMq);
        await using var dispatcher = await RunningService.StartAsync(bed, builder => builder.AddDispatcher(), DispatcherService.Bus);
        await using var edge = await EdgeReplica.StartAsync(bed.Settings);
        var desk = new DeadLetterDesk(edge);
        await using (var broker = await RawBroker.ConnectAsync(bed.Settings))
        {
            await broker.PutAsync(Queue, "garbage");
        }

        var id = (await desk.WaitForAsync(Queue, 1)).Single().Id();
        await rabbitMq.StopServerAsync();
        Assert.That(await desk.ReplayAsync(id), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await desk.LookAsync(id)).Text("state"), Is.EqualTo("waiting"));

        await rabbitMq.StartServerAsync();
        await Eventually.HoldsAsync(async () => await desk.ReplayAsync(id) == HttpStatusCode.NoContent, "the replay to work again");
        await desk.WaitForAsync(Queue, 1); // It is garbage still.
    }
}
