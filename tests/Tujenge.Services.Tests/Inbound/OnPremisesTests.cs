using System.Collections.Concurrent;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound;
using Tujenge.Infra.Messaging;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>What becomes of a v1 server's callback while the sender waits for that server. Inbound has one hand.</summary>
[TestFixture]
public sealed class OnPremisesTests
{
    private readonly ConcurrentQueue<FindMessageIds> _questions = new();
    private Func<FindMessageIds, MessageIdsFound> _answer = _ => Nothing;
    private TestBed _bed = null!;
    private RunningService _inbound = null!;

    private static MessageIdsFound Nothing => new() { MessageIds = new Dictionary<string, string>(), OnTheirWay = [] };

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        var module = new BusModule(
            InboundService.Bus.Register,
            (_, factory) => factory.ReceiveEndpoint("sender-find-message-ids", endpoint =>
            {
                endpoint.UseRequestPipeline();
                endpoint.Handler<FindMessageIds>(context =>
                {
                    _questions.Enqueue(context.Message);
                    return context.RespondAsync(_answer(context.Message));
                });
            }));
        _inbound = await RunningService.StartAsync(_bed, builder => builder.AddInbound(), module, ("Inbound:Concurrency", "1"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _inbound.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task A_status_that_overtakes_the_answer_to_its_send_waits_and_holds_nobody_up()
    {
        var (slow, other) = (Guid.NewGuid(), Guid.NewGuid());
        _answer = asked => asked.ChannelId == slow ? Nothing with { OnTheirWay = asked.Recipients } : Nothing;
        await PublishAsync(slow, """{"statuses":[{"id":"gBX1","recipient_id":"255712000111","status":"delivered","timestamp":"1700000000"}]}""");
        await PublishAsync(other, """{"statuses":[{"id":"gBX2","recipient_id":"255712000112","status":"delivered","timestamp":"1700000000"}]}""");
        await WaitForAsync(other);
        Assert.That(_inbound.Statuses.Any(status => status.ChannelId == slow), Is.False);

        _answer = _ => Nothing with { MessageIds = new Dictionary<string, string> { ["gBX1"] = "ours" } };
        Assert.That((await WaitForAsync(slow)).MessageId, Is.EqualTo("ours"));
        await Eventually.HoldsAsync(NoneWaitsAsync, "the callback to be forgotten");
    }

    [Test]
    public async Task Nothing_waits_for_longer_than_a_call_takes()
    {
        var channel = Guid.NewGuid();
        _answer = asked => Nothing with { OnTheirWay = asked.Recipients };
        await PublishAsync(
            channel,
            """{"statuses":[{"id":"gBX3","recipient_id":"255712000111","status":"read","timestamp":"1700000000"}]}""",
            age: TimeSpan.FromMinutes(4));
        Assert.That((await WaitForAsync(channel)).MessageId, Is.EqualTo("gBX3"));
    }

    [Test]
    public async Task The_sender_is_asked_about_the_group_of_a_status()
    {
        var channel = Guid.NewGuid();
        _answer = _ => Nothing;
        await PublishAsync(
            channel,
            """{"statuses":[{"id":"gBX4","recipient_id":"255712000111","group_id":"255754-1631","status":"read","timestamp":"1700000000"}]}""");
        await WaitForAsync(channel);
        Assert.That(
            _questions.Single(question => question.ChannelId == channel).Recipients, Is.EquivalentTo(["255712000111", "255754-1631"]));
    }

    private async Task<bool> NoneWaitsAsync()
    {
        await using var db = _bed.OpenInbound();
        return !await db.Postponed.AnyAsync();
    }

    private Task PublishAsync(Guid channelId, string body, TimeSpan age = default) => _inbound.Bus.Publish(new OnPremisesCallbackReceived
    {
        CallbackId = Guid.NewGuid(),
        ChannelId = channelId,
        ReceivedAt = _bed.Clock.GetUtcNow() - age,
        Body = body,
    });

    private Task<MessageStatusChanged> WaitForAsync(Guid channelId) => Eventually.GetAsync(
        () => Task.FromResult(_inbound.Statuses.FirstOrDefault(status => status.ChannelId == channelId)!),
        status => status is not null,
        "the status");
}
