using System.Data;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Infra.Numbers;

namespace Tujenge.Sender.Persistence;

/// <summary>What operators look for. Every question is answered from an index, however long the log is.</summary>
public sealed partial class SenderDbContext
{
    /// <summary>The messages that fit, newest first; with its statuses the one that is asked for by an id.</summary>
    public async Task<MessagesFound> FindAsync(FindMessages wanted, CancellationToken cancellationToken)
    {
        // A message and its history as they were at one moment, or a status could be shown that the message does not have yet.
        var isOne = (wanted.MessageId ?? wanted.UpstreamId) is not null;
        // SQLite, which has one writer, would wait for it, and nobody but the sandbox has SQLite.
        await using var moment = isOne && !Database.IsSqlite() ? await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken) : null;

        // One more than wanted, to see whether there are more.
        var found = await Newest(Fitting(wanted), wanted.Limit + 1)
            .Select(message => new
            {
                message.Sequence,
                Entry = new MessageEntry
                {
                    MessageId = message.MessageId,
                    UpstreamId = message.UpstreamId,
                    ChannelId = message.ChannelId,
                    Recipient = message.Recipient,
                    Type = message.Type,
                    State = message.State,
                    Attempts = message.Attempts,
                    AcceptedAt = message.AcceptedAt,
                    DueAt = message.State == MessageState.Accepted ? message.DueAt : null,
                    SendingAt = message.SendingAt,
                    AnsweredAt = message.AnsweredAt,
                    SentAt = message.SentAt,
                    DeliveredAt = message.DeliveredAt,
                    ReadAt = message.ReadAt,
                    FailedAt = message.FailedAt,
                    ErrorCode = message.ErrorCode,
                    ErrorDetails = message.ErrorDetails,
                    Warnings = message.Warnings == null ? null : message.Warnings.Split('\n', StringSplitOptions.None),
                },
            })
            .ToListAsync(cancellationToken);

        if (isOne && found is [var one, ..])
        {
            return new MessagesFound { Messages = [one.Entry with { Statuses = await StatusesOfAsync(one.Sequence, cancellationToken) }] };
        }

        return new MessagesFound
        {
            Messages = [.. found.Take(wanted.Limit).Select(row => row.Entry)],
            Next = found.Count > wanted.Limit ? found[wanted.Limit - 1].Sequence : null,
        };
    }

    private IQueryable<LoggedMessage> Fitting(FindMessages wanted)
    {
        var fitting = Messages.AsNoTracking();
        if (wanted.MessageId is { } messageId)
        {
            return fitting.Where(message =>
                message.MessageId == messageId && (wanted.ChannelId == null || message.ChannelId == wanted.ChannelId));
        }

        if (wanted.UpstreamId is { } upstreamId)
        {
            return fitting.Where(message => message.ChannelId == wanted.ChannelId && message.UpstreamId == upstreamId);
        }

        if (wanted.Before is { } before)
        {
            fitting = fitting.Where(message => message.Sequence < before);
        }

        if (wanted.Recipient is { } recipient)
        {
            var conversation = ConversationKey.Of(recipient);
            fitting = fitting.Where(message => message.Conversation == conversation);
        }

        if (wanted.ChannelId is { } channelId)
        {
            fitting = fitting.Where(message => message.ChannelId == channelId);
        }

        return wanted.State switch
        {
            null => fitting,
            MessageState.Failed => fitting.Where(message => message.FailedAt != null && message.State == MessageState.Failed),
            MessageState.Delivered or MessageState.Read => fitting.Where(message => message.State == wanted.State),
            _ => fitting
                .Where(message => message.DeliveredAt == null && message.ReadAt == null && message.FailedAt == null)
                .Where(message => message.State == wanted.State),
        };
    }

    private static IQueryable<LoggedMessage> Newest(IQueryable<LoggedMessage> messages, int limit) =>
        messages.OrderByDescending(message => message.Sequence).Take(limit);
}
