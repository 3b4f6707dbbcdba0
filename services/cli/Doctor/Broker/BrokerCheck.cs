using System.Text;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tujenge.Infra.Messaging;

namespace Tujenge.Cli.Doctor.Broker;

/// <summary>Whether RabbitMQ is there, lets us in and has the queues.</summary>
internal sealed class BrokerCheck(IConfiguration configuration, IOptions<MessagingOptions> options) : ICheck
{
    private static readonly Version Oldest = new(3, 10);

    /// <inheritdoc/>
    public string Name => "broker";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (!IsConfigured())
        {
            return [Finding.NotConfigured(Name, "Messaging__Host, Messaging__Username and Messaging__Password")];
        }

        if (options.Value.Transport == MessagingTransport.InMemory)
        {
            return [Finding.Skipped(Name, "the bus is in memory, there is no broker")];
        }

        try
        {
            await using var connection = await BrokerConnection.OpenAsync(options.Value, "tujenge-doctor", cancellationToken);
            return [Describe(connection), .. await WorkQueues.LookAtAsync(connection, options.Value.SendQueues, cancellationToken)];
        }
        catch (Exception fault) when (fault is RabbitMQClientException or IOException or TimeoutException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            return [Describe(fault), Finding.Skipped("queues", "see the broker")];
        }
    }

    /// <summary>All of it has defaults, which are nobody's installation.</summary>
    private bool IsConfigured()
    {
        var section = configuration.GetSection(MessagingOptions.SectionName);
        return new[] { nameof(MessagingOptions.Host), nameof(MessagingOptions.Username), nameof(MessagingOptions.Password), nameof(MessagingOptions.Transport) }
            .Any(name => section[name] is { Length: > 0 });
    }

    private Finding Describe(IConnection connection)
    {
        var text = connection.ServerProperties?.TryGetValue("version", out var value) == true && value is byte[] bytes
            ? Encoding.UTF8.GetString(bytes)
            : "";
        var seen = $"RabbitMQ {text} at {options.Value.Host} takes the user {options.Value.Username}";

        // Releases to come carry more than a number: 4.3.0-rc.1.
        return Version.TryParse(text.Split('-', '+')[0], out var version) && version < Oldest
            ? Finding.Failed(Name, seen, $"Version {Oldest} or later is needed.")
            : Finding.Ok(Name, seen);
    }

    private Finding Describe(Exception fault) => BrokerConnection.RefusalIn(fault) switch
    {
        BrokerRefusal.Login => Finding.Failed(
            Name,
            $"RabbitMQ at {options.Value.Host} refuses the user {options.Value.Username}",
            "Check Messaging__Username and Messaging__Password."),
        BrokerRefusal.VirtualHost => Finding.Failed(
            Name,
            $"RabbitMQ refuses the virtual host {NameOf(options.Value.Host)} to the user {options.Value.Username}",
            "It must exist, and the user needs all permissions in it; Messaging__Host ends with its name."),
        _ => Finding.Failed(
            Name,
            $"RabbitMQ does not answer at {options.Value.Host}: {fault.GetBaseException().Message}",
            "Is it running? Messaging__Host says where it is."),
    };

    private static string NameOf(Uri host) => Uri.UnescapeDataString(host.AbsolutePath.TrimStart('/')) is { Length: > 0 } name ? name : "/";
}
