using System.Collections.Concurrent;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Numbers;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Edge.Contacts;

/// <summary>How WhatsApp writes a number is known once WhatsApp has written it (cloud-api-mapping, section 2).</summary>
[Parallelizable]
internal sealed class LearnedWaIdTests
{
    private readonly ConcurrentQueue<WaIdLearned> _published = new();
    private RunningEdge _edge = null!;
    private WaIdNews _news = null!;
    private Guid _channelId;
    private string _key = null!;

    [SetUp]
    public async Task StartAsync()
    {
        var listener = new BusModule(_ => { }, (_, factory) => factory.ReceiveEndpoint(
            "listener",
            endpoint => endpoint.Handler<WaIdLearned>(context =>
            {
                _published.Enqueue(context.Message);
                return Task.CompletedTask;
            })));
        _published.Clear();
        _edge = await RunningEdge.StartAsync(listener);
        _news = new WaIdNews(_edge.Bus, _edge.Clock, NullLogger<WaIdNews>.Instance);
        (_channelId, _, _key) = await _edge.CreateChannelAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [TestCase("5511987654321", "551187654321", Description = "Brazil's ninth digit")]
    [TestCase("551187654321", "5511987654321")]
    [TestCase("525512345678", "5215512345678", Description = "Mexico's 1")]
    [TestCase("5215512345678", "525512345678")]
    [TestCase("541123456789", "5491123456789", Description = "Argentina's 9")]
    [TestCase("4915112345678", "4915112345679", Description = "WhatsApp's word, whatever the country")]
    public async Task The_answer_to_a_message_tells_it(string asked, string waId)
    {
        _news.Tell(_channelId, asked, waId);

        await Eventually.HoldsAsync(async () => await CheckAsync(asked) == waId, "asked as it was sent to");
        Assert.That(await CheckAsync($"+{waId}"), Is.EqualTo(waId), "WhatsApp's own writing");
    }

    [TestCase("5511987654321", "551187654321")]
    [TestCase("525512345678", "5215512345678")]
    [TestCase("541123456789", "5491123456789")]
    public async Task A_customers_message_tells_it_for_all_ways_to_write_the_number(string asked, string from)
    {
        _news.Tell(_channelId, from, from);
        await Eventually.HoldsAsync(async () => await CheckAsync(asked) == from, "asked as an address book has it");
    }

    [Test]
    public async Task The_later_word_counts()
    {
        _news.Tell(_channelId, "5511987654321", "551187654321");
        await Eventually.HoldsAsync(async () => await CheckAsync("5511987654321") == "551187654321", "the first word");
        _news.Tell(_channelId, "5511987654321", "5511987654321");
        await Eventually.HoldsAsync(async () => await CheckAsync("551187654321") == "5511987654321", "the second");
    }

    [Test]
    public async Task Another_channel_learns_nothing_of_it()
    {
        var (_, _, other) = await _edge.CreateChannelAsync();
        _news.Tell(_channelId, "5511987654321", "551187654321");
        await Eventually.HoldsAsync(async () => await CheckAsync("5511987654321") == "551187654321", "learned");

        Assert.That(await CheckAsync("5511987654321", other), Is.EqualTo("5511987654321"));
    }

    [Test]
    public async Task What_is_no_news_is_not_told()
    {
        _news.Tell(_channelId, "255712000111", "255712000111"); // can be written in one way only
        _news.Tell(_channelId, "US.1234", "US.1234");
        _news.Tell(_channelId, "120363000000000000-group", "x");
        for (var i = 0; i < 10; i++)
        {
            _news.Tell(_channelId, "5511987654321", "551187654321");
        }

        _news.Tell(_channelId, "525512345678", "5215512345678");
        await Eventually.HoldsAsync(
            () => Task.FromResult(_published.Any(one => one.WaId == "5215512345678")), "the last one is told");
        Assert.That(
            _published.Select(one => (one.ChannelId, one.Number, one.WaId)),
            Is.EquivalentTo(new[]
            {
                (_channelId, "5511987654321", "551187654321"),
                (_channelId, "525512345678", "5215512345678"),
            }));
    }

    [Test]
    public async Task Several_words_about_one_number_in_one_batch_do_not_harm_each_other()
    {
        await _edge.Bus.PublishBatch(Enumerable.Range(0, 50).Select(number => new WaIdLearned
        {
            ChannelId = _channelId,
            Number = number % 2 == 0 ? "5511987654321" : "551187654321",
            WaId = "551187654321",
        }));
        await _edge.Bus.Publish(new WaIdLearned { ChannelId = _channelId, Number = new string('5', 500), WaId = "1" });
        await _edge.Bus.Publish(new WaIdLearned { ChannelId = _channelId, Number = "541123456789", WaId = "5491123456789" });

        await Eventually.HoldsAsync(async () => await CheckAsync("541123456789") == "5491123456789", "the last one is learned");
        Assert.That(await CheckAsync("5511987654321"), Is.EqualTo("551187654321"));
    }

    [Test]
    public async Task What_is_heard_of_no_more_is_forgotten()
    {
        _news.Tell(_channelId, "5511987654321", "551187654321");
        _news.Tell(_channelId, "541123456789", "5491123456789");
        await Eventually.HoldsAsync(async () => await CheckAsync("541123456789") == "5491123456789", "both are learned");
        var learned = _edge.Clock.GetUtcNow();

        _edge.Clock.Advance(TimeSpan.FromDays(2));
        _news.Tell(_channelId, "5511987654321", "551187654321");
        await using var db = await _edge.OpenOwnAsync();
        await Eventually.HoldsAsync(
            () => db.WaIds.AnyAsync(known => known.WaId == "551187654321" && known.LearnedAt > learned), "the one is heard of again");

        Assert.That(await db.ForgetWaIdsAsync(_edge.Clock.GetUtcNow() - TimeSpan.FromDays(1), CancellationToken.None), Is.EqualTo(1));
        Assert.That(await CheckAsync("5511987654321"), Is.EqualTo("551187654321"));
        Assert.That(await CheckAsync("541123456789"), Is.EqualTo("541123456789"));
    }

    private async Task<string?> CheckAsync(string input, string? key = null)
    {
        using var answer = await _edge.PostAsync("/v1/contacts", $$"""{"contacts":["{{input}}"]}""", key ?? _key);
        return (await answer.ReadJsonAsync()).GetProperty("contacts")[0].GetProperty("wa_id").GetString();
    }
}
