using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Upstreams.V1;
using Tujenge.Sender;
using Tujenge.Sender.CloudApi;
using Tujenge.Sender.Upstreams;
using Tujenge.Sender.V1Api;
using Tujenge.Unit.Tests.Infra.Upstreams;

namespace Tujenge.Unit.Tests.Sender;

/// <summary>A server to which no connection comes about, without a refusal: nothing was sent, so the message waits.</summary>
internal sealed class ConnectTimeoutsTests
{
    private const string Text = """{"to":"255712000111","type":"text","text":{"body":"habari"}}""";

    private TcpListener _silent = null!;

    private string Address => $"https://{_silent.LocalEndpoint}";

    [SetUp]
    public void Listen()
    {
        _silent = new TcpListener(IPAddress.Loopback, 0);
        _silent.Start(); // The system takes connections; nobody ever shakes hands over TLS.
    }

    [TearDown]
    public void Stop() => _silent.Dispose();

    [Test]
    public async Task A_message_for_a_v1_server_waits()
    {
        using var logins = new ScriptedV1Server();
        var services = Services().AddLogging().AddSingleton(TimeProvider.System);
        services.AddV1Api();
        services.AddV1Tokens().ConfigurePrimaryHttpMessageHandler(() => logins);
        await using var provider = services.BuildServiceProvider();
        var channel = ScriptedV1Server.Channel();
        channel.V1BaseUrl = Address;
        logins.LoginPath = "/v1/users/login";

        var outcome = await provider.GetRequiredService<V1Upstream>().Prepare(
            channel, new OutgoingMessage("gBEG0190", Text, JsonSerializer.Deserialize(Text, V1Json.Wire.V1Message)!, null))();
        Assert.That((outcome, logins.Logins), Is.EqualTo((new SendOutcome.NotNow(null), 1)));
    }

    [Test]
    public async Task A_message_for_the_Cloud_API_waits()
    {
        var services = Services();
        services.AddCloudApi();
        await using var provider = services.BuildServiceProvider();
        using var response = await provider.GetRequiredService<ICloudApi>().SendAsync(
            Address, "v23.0", "1", "token", new CloudMessage { Type = "text" }, CancellationToken.None);
        Assert.That(CloudOutcome.Of(response), Is.EqualTo(new SendOutcome.NotNow(null)));
    }

    private static IServiceCollection Services() =>
        new ServiceCollection().AddSingleton(Options.Create(new SenderOptions { CallTimeout = TimeSpan.FromSeconds(2) }));
}
