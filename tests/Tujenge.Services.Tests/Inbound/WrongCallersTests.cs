using System.Net;
using NUnit.Framework;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>Whoever shows wrong signatures or tokens waits, and nobody else does.</summary>
[TestFixture]
public sealed class WrongCallersTests
{
    private const int Calls = 80;

    private RunningInbound _inbound = null!;

    [SetUp]
    public async Task StartAsync() => _inbound = await RunningInbound.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _inbound.DisposeAsync();

    [Test]
    public async Task Wrong_signatures_are_slowed_down_and_good_ones_from_the_same_address_are_not()
    {
        var channel = await _inbound.Bed.AddChannelAsync();
        var body = CloudBodies.Message(channel, "wamid.1", "hello");
        var wrong = Many(() => _inbound.PostAsync(body, RunningInbound.Sign("another secret", body)));

        await _inbound.TakeAsync(channel, body);

        Assert.That(wrong.IsCompleted, Is.False, "the wrong ones wait for their turn");
        await CheckAsync(wrong, HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Tokens_that_nobody_has_are_slowed_down() => await CheckAsync(
        Many(() => _inbound.PostV1Async("guessed", """{"messages":[]}""")), HttpStatusCode.NotFound);

    private static async Task CheckAsync(Task<HttpResponseMessage[]> calls, HttpStatusCode refusal)
    {
        var answers = await calls;
        var turnedAway = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Count(answer => answer.StatusCode == refusal), Is.InRange(20, Calls - 1));
            Assert.That(turnedAway, Is.Not.Empty);
            Assert.That(answers.Length - turnedAway.Length, Is.EqualTo(answers.Count(answer => answer.StatusCode == refusal)));
            Assert.That(turnedAway.Select(answer => answer.Headers.RetryAfter?.Delta), Is.All.GreaterThan(TimeSpan.Zero));
        }

        Array.ForEach(answers, answer => answer.Dispose());
    }

    private static Task<HttpResponseMessage[]> Many(Func<Task<HttpResponseMessage>> call) =>
        Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => call()));
}
