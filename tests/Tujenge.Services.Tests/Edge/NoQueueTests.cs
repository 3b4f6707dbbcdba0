using NUnit.Framework;
using Tujenge.Sender;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Edge;

/// <summary>A new installation whose edge was started first.</summary>
[TestFixture]
public sealed class NoQueueTests
{
    private TestBed _bed = null!;
    private EdgeReplica _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Nothing_is_accepted_until_a_sender_has_made_the_queues()
    {
        // The broker would confirm such a message, and drop it.
        var (_, _, key) = await _edge.CreateChannelAsync();
        using var before = await _edge.SendTextAsync(key, "255712000111", "refused");
        await before.IsOverloadedAsync();

        await using (await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus))
        {
            // Only for the queues that it leaves behind.
        }

        var id = await _edge.AcceptedAsync(key, "255712000111", "accepted");
        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        await Eventually.HoldsAsync(() => Task.FromResult(!view.Messages.IsEmpty), "the message");
        Assert.That(view.Messages.Select(message => message.MessageId), Is.EqualTo(new[] { id }));
    }
}
