using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge.DeadLetters.Replaying;

/// <summary>
/// Brings dead letters back to their queues. The message is sent first and noted as replayed when the broker has confirmed
/// it; a crash in between leaves it waiting, and the next replay sends it again, which every consumer bears.
/// </summary>
internal sealed partial class Replay(
    IBus bus,
    IDbContextFactory<EdgeDbContext> contexts,
    Confirms confirms,
    TimeProvider clock,
    DeadLetterWake wake,
    ILogger<Replay> logger)
{
    /// <summary>The header that says which dead letter a message was.</summary>
    public const string Header = "Tujenge-Replay-Of";

    /// <summary>Replays one that waits. Not cancelled half way by a client who hangs up.</summary>
    public async Task<ReplayEnd> RunAsync(Guid id)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        if (await db.ClaimAsync(id, CancellationToken.None) is not { } letter)
        {
            return ReplayEnd.Taken;
        }

        var end = await SendAsync(letter);
        if (end == ReplayEnd.Sent)
        {
            letter.End(DeadLetterState.Replayed, clock.GetUtcNow());
            await db.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            wake.Signal.Wake();
            Log.Replayed(logger, letter.Id, letter.Queue);
        }

        return end;
    }

    private async Task<ReplayEnd> SendAsync(DeadLetter letter)
    {
        if (letter.Queue is null)
        {
            return ReplayEnd.NoQueue;
        }

        try
        {
            await confirms.WaitAsync(async patience =>
            {
                // An exchange, not a queue: addressing a queue would declare it again without its arguments.
                var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{letter.Queue}"));
                await endpoint.Send(new Replayed(), Pipe.Execute<SendContext<Replayed>>(context => Fill(context, letter)), patience);
            });
            return ReplayEnd.Sent;
        }
        catch (MessageReturnedException)
        {
            return ReplayEnd.NoQueue;
        }
        catch (Exception fault) when (fault is OperationCanceledException || TransientFaults.IsTransient(fault))
        {
            Log.NotConfirmed(logger, letter.Id, fault.GetType().Name);
            return ReplayEnd.NotConfirmed;
        }
    }

    private static void Fill(SendContext context, DeadLetter letter)
    {
        // What has no content type is what MassTransit takes for its own.
        context.Serializer = new CopyBodySerializer(
            letter.ContentType is { } type ? new ContentType(type) : SystemTextJsonMessageSerializer.JsonContentType,
            new BytesMessageBody(letter.Body));
        context.MessageId = letter.MessageId ?? context.MessageId;
        foreach (var (name, value) in JsonSerializer.Deserialize(letter.Headers, V1Json.Wire.DictionaryStringString)!)
        {
            context.Headers.Set(name, value);
        }

        context.Headers.Set(Header, letter.Id.ToString());
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
        {
            rabbit.Mandatory = true; // What no queue takes comes back.
        }
    }

    /// <summary>Stands for the message, of which only the body's bytes are sent.</summary>
    private sealed record Replayed;

    private static partial class Log
    {
        [LoggerMessage(1012, LogLevel.Information, "Dead letter {DeadLetterId} is back in queue {Queue}")]
        public static partial void Replayed(ILogger logger, Guid deadLetterId, string? queue);

        [LoggerMessage(1013, LogLevel.Warning, "Replay of dead letter {DeadLetterId} was not confirmed ({Fault})")]
        public static partial void NotConfirmed(ILogger logger, Guid deadLetterId, string fault);
    }
}

/// <summary>How the replay of one dead letter ended.</summary>
internal enum ReplayEnd
{
    /// <summary>The broker has it in its queue.</summary>
    Sent,

    /// <summary>It has ended meanwhile, or somebody else is at it.</summary>
    Taken,

    /// <summary>Its queue is not known or does not exist.</summary>
    NoQueue,

    /// <summary>The broker did not confirm it: it may or may not be in its queue, and still waits.</summary>
    NotConfirmed,
}
