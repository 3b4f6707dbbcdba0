using RabbitMQ.Client;
using Tujenge.Testing.Servers.VirtualHosts;

namespace Tujenge.Testing.Servers;

/// <summary>When a starting broker can be used.</summary>
internal static class RabbitMqReadiness
{
    /// <summary>Waits until a client can connect and the management API answers; they come up in any order.</summary>
    public static async Task WaitAsync(Uri host, RabbitMqManagement management, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = host,
            UserName = management.Username,
            Password = management.Password,
            AutomaticRecoveryEnabled = false,
        };

        await Eventually.HoldsAsync(
            async () =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                await using var connection = await factory.CreateConnectionAsync(cancellationToken);
                return await management.AnswersAsync();
            },
            $"RabbitMQ at {host}",
            TimeSpan.FromSeconds(90));
    }
}
