using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Edge.Persistence;
using Tujenge.Edge.V1;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge.Messages.Sending.Idempotency;

/// <summary>
/// Sends a message once, however often its request comes. One row in edge's database decides between requests, replicas
/// included: who inserts it names the message, and everybody else publishes under that name or not at all.
/// <para>
/// Nobody waits for anybody and nothing is leased. Between the row and the broker's confirm, a request may die or be
/// overtaken by its own retry; whoever comes then publishes the same id again, and the sender's log takes an id once
/// (SenderDbContext.AcceptAsync). So a crash neither loses the message nor doubles it, and a retry after 503 is safe too.
/// </para>
/// </summary>
internal sealed partial class KeyedSending(
    IDbContextFactory<EdgeDbContext> contexts,
    Acceptance acceptance,
    TimeProvider clock,
    ILogger<KeyedSending> logger)
{
    /// <summary>How long a key counts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private static V1Error UsedForAnother => new(
        V1Code.AlreadyExists,
        "The Idempotency-Key was used for another message within 24 hours: use a new key for a new message, or repeat the first body to get its answer");

    /// <summary>Takes no cancellation token, as <see cref="Acceptance"/> takes none.</summary>
    public async Task<IResult> SendAsync(
        Guid channelId,
        string key,
        ReadOnlyMemory<byte> body,
        MessageCheck.Passed message,
        string? waId,
        V1Meta meta)
    {
        var messageId = MessageId.New(clock.GetUtcNow());
        var mine = Row(
            channelId,
            key,
            body,
            message,
            messageId,
            JsonSerializer.Serialize(SendAnswer.For(message, waId, messageId, meta), V1Json.Wire.V1SendAnswer));
        var first = await ClaimAsync(mine).WaitAsync(Patience.ForDatabase);
        if (!first.IsSameMessage(mine))
        {
            return UsedForAnother;
        }

        if (!first.IsConfirmed)
        {
            if (!await acceptance.QueueAsync(channelId, first.MessageId, message))
            {
                return SendAnswer.NotConfirmed;
            }

            await ConfirmAsync(first, message.Type);
        }

        return new KeyedAnswer(first.Answer, isReplayed: first != mine);
    }

    /// <summary>What a message under the key would be refused with; the key is not used up.</summary>
    public async Task<IResult?> FindRefusalAsync(Guid channelId, string key, ReadOnlyMemory<byte> body, MessageCheck.Passed message)
    {
        var mine = Row(channelId, key, body, message, messageId: "", answer: "");
        return await FindAsync(mine).WaitAsync(Patience.ForDatabase) is { } first
            && first.ClaimedAt > mine.ClaimedAt - Lifetime
            && !first.IsSameMessage(mine)
                ? UsedForAnother
                : null;
    }

    private IdempotencyKey Row(
        Guid channelId, string key, ReadOnlyMemory<byte> body, MessageCheck.Passed message, string messageId, string answer) => new()
        {
            ChannelId = channelId,
            Key = key,
            ClaimedAt = clock.GetUtcNow(),
            MessageId = messageId,
            BodyHash = SHA256.HashData(body.Span),
            MessageHash = SHA256.HashData(message.Body.Utf8.Span),
            Answer = answer,
        };

    private async Task<IdempotencyKey?> FindAsync(IdempotencyKey mine)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.FindKeyAsync(mine.ChannelId, mine.Key, CancellationToken.None);
    }

    /// <summary>The row that the key has: ours, if it is the first within 24 hours.</summary>
    private async Task<IdempotencyKey> ClaimAsync(IdempotencyKey mine)
    {
        await using var db = await contexts.CreateDbContextAsync();
        while (true)
        {
            if (await db.ClaimKeyAsync(mine, mine.ClaimedAt - Lifetime, CancellationToken.None))
            {
                return mine;
            }

            if (await db.FindKeyAsync(mine.ChannelId, mine.Key, CancellationToken.None) is { } first)
            {
                return first;
            }

            // It was forgotten between the two statements, so it is free now.
        }
    }

    /// <summary>The message is with the broker, so it is accepted even if this cannot be written: a retry then publishes once more.</summary>
    private async Task ConfirmAsync(IdempotencyKey key, string messageType)
    {
        try
        {
            if (await TickOffAsync(key).WaitAsync(Patience.ForDatabase))
            {
                acceptance.Note(key.ChannelId, key.MessageId, messageType);
            }
        }
        catch (Exception fault) when (TransientFaults.IsTransient(fault) || fault is System.Data.Common.DbException)
        {
            acceptance.Note(key.ChannelId, key.MessageId, messageType);
            Log.NotTicked(logger, key.MessageId, fault.GetType().Name);
        }
    }

    /// <summary>On its own, since the wait for it may end before it does, and then its connection is still in use.</summary>
    private async Task<bool> TickOffAsync(IdempotencyKey key)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.ConfirmKeyAsync(key, CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(1007, LogLevel.Warning, "The key of {MessageId} could not be ticked off ({Fault}); a retry publishes it again, under the same id")]
        public static partial void NotTicked(ILogger logger, string messageId, string fault);
    }
}
