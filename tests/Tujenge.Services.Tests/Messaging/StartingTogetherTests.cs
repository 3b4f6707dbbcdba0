using NUnit.Framework;
using Tujenge.Sender;
using Tujenge.Services.Tests.Support;

namespace Tujenge.Services.Tests.Messaging;

/// <summary>An installation is started all at once, on a broker that has none of its queues.</summary>
[TestFixture]
public sealed class StartingTogetherTests
{
    [Test]
    public async Task Replicas_that_would_declare_the_same_queues_at_once_all_come_up([Range(1, 3)] int attempt)
    {
        await using var bed = await TestBed.CreateAsync();
        var starts = Enumerable.Range(0, 3).Select(_ => RunningService.StartAsync(
            bed, builder => builder.AddSender(), SenderService.Bus, ("Messaging:SendQueues", "16"))).ToArray();
        var logs = new List<string>();
        foreach (var start in starts)
        {
            await using var replica = await start;
            logs.Add(replica.Log);
        }

        Assert.That(logs, Has.None.Contains("faulted").And.None.Contains("Failed"), $"attempt {attempt}");
    }
}
