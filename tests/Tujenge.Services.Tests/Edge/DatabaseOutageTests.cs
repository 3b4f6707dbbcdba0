using System.Net;
using NUnit.Framework;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests.Edge;

/// <summary>A database that is killed and comes back, as seen by a client.</summary>
[TestFixture]
[NonParallelizable]
public sealed class DatabaseOutageTests
{
    private TestBed _bed = null!;
    private PostgresServer _postgres = null!;
    private EdgeReplica _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _postgres = await TestServers.OutagePostgresAsync();
        _bed = await TestBed.CreateAsync(_postgres, await TestServers.RabbitMqAsync());
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Without_the_database_the_answer_is_503_and_with_it_all_is_as_before()
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        using (var before = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key))
        {
            Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        await _postgres.StopServerAsync();
        using (var read = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key))
        {
            await read.SaysTheDatabaseIsAwayAsync();
        }

        using (var unknown = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", "tjk_unknown"))
        {
            await unknown.SaysTheDatabaseIsAwayAsync();
        }

        await _postgres.StartServerAsync();
        using var after = await Eventually.GetAsync(
            () => _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key),
            answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable,
            "the key to work again");
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }
}
