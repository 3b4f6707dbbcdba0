using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Tujenge.Cli.Doctor.Broker;

/// <summary>A queue as the broker shows it to whoever may use it.</summary>
/// <param name="Service">Who takes from it, and declares it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Messages">Messages that are ready; null when there is no such queue.</param>
/// <param name="Consumers">How many take from it.</param>
internal sealed record WorkQueue(string Service, string Name, uint? Messages = null, uint Consumers = 0)
{
    /// <summary>Asks the broker without declaring anything.</summary>
    public async Task<WorkQueue> LookAsync(IConnection connection, CancellationToken cancellationToken)
    {
        // The broker closes a channel on which somebody asked for a queue that is not there.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            var seen = await channel.QueueDeclarePassiveAsync(Name, cancellationToken);
            return this with { Messages = seen.MessageCount, Consumers = seen.ConsumerCount };
        }
        catch (OperationInterruptedException absence) when (absence.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return this;
        }
    }
}
