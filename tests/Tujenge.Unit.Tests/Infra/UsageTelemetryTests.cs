using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Tujenge.Infra.Messaging;

namespace Tujenge.Unit.Tests.Infra;

[Parallelizable]
internal sealed class UsageTelemetryTests
{
    /// <summary>MassTransit tells its makers how it is used unless it is told not to.</summary>
    [Test]
    public async Task Nothing_is_reported_to_the_makers_of_the_bus()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration["Messaging:Transport"] = "InMemory";
        builder.AddMessaging();
        await using var services = builder.Services.BuildServiceProvider();

        Assert.That(services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled, Is.False);
    }
}
