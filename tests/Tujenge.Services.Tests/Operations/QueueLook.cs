using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Tujenge.Services.Tests.Operations;

/// <summary>Looks at a queue from outside.</summary>
internal static class QueueLook
{
    /// <returns>How many messages it holds; null when there is no such queue.</returns>
    public static async Task<uint?> CountAsync(IReadOnlyDictionary<string, string?> servers, string queue)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(servers["Messaging:Host"]!),
            UserName = servers["Messaging:Username"]!,
            Password = servers["Messaging:Password"]!,
            AutomaticRecoveryEnabled = false,
        };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return null;
        }
    }
}
