using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MassTransit;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Numbers;

namespace Tujenge.Infra.Messaging;

/// <summary>
/// The queues between edge and sender. A conversation (channel and recipient) always uses the same one, and each has a
/// single active consumer, so its messages reach the log in the order in which they were accepted.
/// </summary>
public sealed class SendQueues(IBus bus, IOptions<MessagingOptions> options)
{
    private readonly int _count = options.Value.SendQueues;

    /// <summary>Name of queue <paramref name="number"/>, counted from 0.</summary>
    public static string NameOf(int number) => $"sender-send-message-{number}";

    /// <summary>Sends the command to its conversation's queue; completes when the broker has confirmed it.</summary>
    public async Task SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        var number = NumberOf(command.ChannelId, command.Recipient, _count);

        // An exchange, not a queue: addressing a queue would declare it again without its arguments.
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{NameOf(number)}"));
        await endpoint.Send(command, cancellationToken);
    }

    /// <summary>The queue of a conversation, equal in every process and release.</summary>
    public static int NumberOf(Guid channelId, string recipient, int count)
    {
        var key = $"{channelId:N}/{ConversationKey.Of(recipient)}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)count);
    }
}
