using Microsoft.Extensions.Options;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Doctor.Broker;
using Tujenge.Cli.Doctor.Databases;
using Tujenge.Cli.Doctor.Edge;
using Tujenge.Cli.Doctor.Upstream;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Upstreams.V1;

namespace Tujenge.Cli.Doctor;

/// <summary>The installation as the services see it: the same settings from the same places, the same contexts.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Installation(WebApplication app) => _app = app;

    /// <param name="settings">What the command line sets, as services take it.</param>
    public static Installation Create(string[] settings)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(settings);
            builder.Logging.ClearProviders(); // What is worth knowing is a finding.
            builder.Services.AddOptions<MessagingOptions>().BindConfiguration(MessagingOptions.SectionName).ValidateDataAnnotations();
            builder.Services.AddSingleton(TimeProvider.System);
            builder.AddChannelDirectory();
            builder.Services.AddV1Tokens();
            foreach (var schema in Schema.All)
            {
                schema.AddTo(builder);
            }

            return new Installation(builder.Build());
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException)
        {
            throw CommandException.Failed($"The settings cannot be read: {fault.Message}");
        }
    }

    /// <summary>All checks, in the order in which one would look.</summary>
    public IEnumerable<ICheck> ChecksWith(EdgeAddress edge)
    {
        var services = _app.Services;
        var configuration = _app.Configuration;
        var clock = services.GetRequiredService<TimeProvider>();
        var database = new DatabaseSettings(configuration);

        yield return new EdgeCheck(edge);
        yield return new LeftoversCheck(edge);
        yield return new BrokerCheck(configuration, services.GetRequiredService<IOptions<MessagingOptions>>());
        yield return new DatabaseCheck(database, services, clock);
        yield return new ChannelsCheck(
            database,
            services,
            new GraphNumbers(configuration["Cloud:ApiVersion"]),
            services.GetRequiredService<V1Tokens>(),
            clock);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
