using System.Diagnostics;
using NUnit.Framework;
using Tujenge.Sender;
using Tujenge.Services.Tests.Support;

namespace Tujenge.Services.Tests.Edge;

/// <summary>201 is said after the broker's word, not after ours.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ConfirmTests
{
    private TestBed _bed = null!;
    private SilentLink _link = null!;
    private EdgeReplica _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        await using (await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus))
        {
            // Only for the queues that it leaves behind.
        }

        var servers = _bed.Settings;
        _link = new SilentLink(new Uri(servers["Messaging:Host"]!));
        servers["Messaging:Host"] = $"{_link.Address}";
        _edge = await EdgeReplica.StartAsync(servers);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _link.SpeakAgain(); // Else the bus waits for answers to its farewell.
        await _edge.DisposeAsync();
        await _link.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task A_message_that_the_broker_has_but_has_not_confirmed_is_not_called_accepted()
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        await _edge.AcceptedAsync(key, "255712000111", "confirmed");
        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);

        _link.FallSilent();
        var asked = Stopwatch.StartNew();
        using var answer = await _edge.SendTextAsync(key, "255712000111", "not confirmed");

        // A timer may end a tick of the system's clock early.
        Assert.That(
            asked.Elapsed + TimeSpan.FromMilliseconds(50),
            Is.InRange(EdgeReplica.ConfirmTimeout, EdgeReplica.ConfirmTimeout + TimeSpan.FromSeconds(3)));
        await answer.IsOverloadedAsync();
        Assert.That(() => view.Messages, Has.Count.EqualTo(2).After(10).Seconds.PollEvery(20).MilliSeconds);

        _link.SpeakAgain();
        await _edge.AcceptedAsync(key, "255712000111", "confirmed again");
    }
}
