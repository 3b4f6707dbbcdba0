using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Persistence;

namespace Tujenge.Sender.Persistence;

/// <summary>The statements of a message's way to WhatsApp. Each may be repeated; each is guarded by the state it expects.</summary>
public sealed partial class SenderDbContext
{
    /// <summary>Puts commands into the log, at the ends of their lanes. A repeated delivery finds its row and changes nothing.</summary>
    public Task AcceptAsync(IReadOnlyCollection<AcceptedCommand> accepted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, {3}, {4}, 0, true, {5}, 0, {6}, false, cast({7} as text), cast({8} as text), cast({9} as text)");
        foreach (var (command, traceParent) in accepted)
        {
            rows.Add(
                command.MessageId, command.ChannelId, command.Recipient, ConversationKey.Of(command.Recipient),
                command.Body.ToString(), now, command.AcceptedAt, traceParent, command.Type,
                command.Warnings is null ? null : string.Join('\n', command.Warnings));
        }

        return WriteAsync(
            $"""
            insert into {MessagesTable} (message_id, channel_id, recipient, conversation, body, state, is_open, due_at,
                attempts, accepted_at, event_pending, trace_parent, type, warnings)
            values {rows}
            on conflict (message_id) do nothing
            """,
            rows.Values,
            cancellationToken);
    }

    /// <summary>Adds a warning to those that edge gave, once however often the message is tried.</summary>
    public Task WarnAsync(string messageId, string sentence, CancellationToken cancellationToken) => Messages
        .Where(message => message.MessageId == messageId && (message.Warnings == null || !message.Warnings.Contains(sentence)))
        .ExecuteUpdateAsync(
            set => set.SetProperty(message => message.Warnings, message => message.Warnings == null ? sentence : message.Warnings + "\n" + sentence),
            cancellationToken);

    /// <summary>
    /// Claims due messages that are first in their lanes, oldest first. A message that waits keeps its place, so
    /// nothing in its lane overtakes it; other lanes do not wait.
    /// </summary>
    public async Task<IReadOnlyList<LoggedMessage>> ClaimAsync(
        int limit,
        IReadOnlyCollection<Guid> fullChannels,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        var notFull = fullChannels.Count == 0
            ? ""
            : $"and m.channel_id not in ({string.Join(", ", fullChannels.Select((_, i) => $"{{{i + 3}}}"))})";

        return await ReadAsync<LoggedMessage>(
            $$"""
            with heads as materialized (
                select m.sequence from {{MessagesTable}} m
                where m.is_open and m.state = 0 and m.due_at <= {0} {{notFull}}
                    and not exists (
                        select 1 from {{MessagesTable}} e
                        where e.is_open and e.channel_id = m.channel_id and e.conversation = m.conversation
                            and e.sequence < m.sequence)
                order by m.due_at, m.sequence
                limit {1}
                {{SkipLocked}})
            update {{MessagesTable}}
            set state = 1, sending_at = {0}, lease_until = {2}, attempts = attempts + 1
            where sequence in (select sequence from heads)
            returning {{Columns<LoggedMessage>()}}
            """,
            [now, limit, now + lease, .. fullChannels.Cast<object>()],
            cancellationToken);
    }

    /// <summary>WhatsApp took these messages. A status that overtook its answer is not taken back.</summary>
    public Task MarkTakenAsync(IReadOnlyCollection<TakenMessage> taken, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, cast({1} as text)");
        foreach (var (messageId, upstreamId) in taken.OrderBy(message => message.MessageId, StringComparer.Ordinal))
        {
            rows.Add(messageId, upstreamId);
        }

        return WriteAsync(
            $$"""
            with taken (message_id, upstream_id) as (values {{rows}})
            update {{MessagesTable}}
            set upstream_id = coalesce(taken.upstream_id, messages.upstream_id), answered_at = {{{rows.Values.Count}}}, is_open = false,
                lease_until = null, body = '',
                failed_at = case when error_code = {{UnknownFate}} then null else failed_at end,
                state = case when state = 5 and error_code = {{UnknownFate}} then 1 else state end,
                error_code = case when error_code = {{UnknownFate}} then null else error_code end,
                error_details = case when error_code = {{UnknownFate}} then null else error_details end
            from taken
            where messages.message_id = taken.message_id
            """,
            [.. rows.Values, now],
            cancellationToken);
    }

    /// <summary>
    /// Nothing was sent and now is a bad time: back to the head of the lane until <paramref name="dueAt"/>. A message whose
    /// lease ran out stays where it is, because its lane has gone on without it.
    /// </summary>
    public Task PutBackAsync(string messageId, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        WriteAsync(
            $"update {MessagesTable} set state = 0, due_at = {{1}}, lease_until = null where message_id = {{0}} and state = 1 and is_open and upstream_id is null",
            [messageId, dueAt],
            cancellationToken);

    /// <summary>No usable answer. The lane goes on; a status callback tells the fate, or time does.</summary>
    public Task MarkUnknownAsync(string messageId, CancellationToken cancellationToken) =>
        WriteAsync(
            $"update {MessagesTable} set is_open = false, lease_until = null, body = '' where message_id = {{0}} and state = 1 and upstream_id is null",
            [messageId],
            cancellationToken);

    /// <summary>The message fails for good. Its event is pending until <see cref="MarkReportedAsync"/>.</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="code">v1's code.</param>
    /// <param name="details">What the code does not say.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <param name="wasCalled">False when WhatsApp was not called this time: then the claim was no attempt.</param>
    /// <returns>Whether it failed now, and not earlier or never.</returns>
    public async Task<bool> MarkFailedAsync(
        string messageId,
        int code,
        string? details,
        DateTimeOffset now,
        CancellationToken cancellationToken,
        bool wasCalled = true) =>
        await WriteAsync(
            $$"""
            update {{MessagesTable}}
            set state = 5, is_open = false, lease_until = null, body = '', failed_at = {1}, error_code = {2},
                error_details = cast({3} as text), event_pending = true,
                attempts = attempts - {4}, sending_at = case when attempts = {4} then null else sending_at end
            where message_id = {0} and state in (0, 1) and upstream_id is null
            """,
            [messageId, now, code, details!, wasCalled ? 0 : 1],
            cancellationToken) == 1;

    /// <summary>The failure's event is published.</summary>
    public Task MarkReportedAsync(string messageId, CancellationToken cancellationToken) =>
        WriteAsync(
            $"update {MessagesTable} set event_pending = false where message_id = {{0}}",
            [messageId],
            cancellationToken);

    /// <summary>Claims whose process died while it may have been calling: their fate is unknown, and never guessed.</summary>
    public Task ReleaseExpiredLeasesAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        WriteAsync(
            $"update {MessagesTable} set is_open = false, lease_until = null, body = '' where is_open and state = 1 and lease_until < {{0}}",
            [now],
            cancellationToken);

    /// <summary>Messages whose fate stayed unknown since before the given moment.</summary>
    public async Task<IReadOnlyList<LoggedMessage>> ListUnknownAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        await Messages.AsNoTracking()
            .Where(m => m.UpstreamId == null && m.FailedAt == null && !m.IsOpen)
            .Where(m => m.State == MessageState.Sending && m.SendingAt < since && m.AnsweredAt == null)
            .OrderBy(m => m.Sequence)
            .Take(100)
            .ToListAsync(cancellationToken);

    /// <summary>Failures whose event should have been published by now.</summary>
    public async Task<IReadOnlyList<LoggedMessage>> ListUnreportedAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        await Messages.AsNoTracking()
            .Where(m => m.EventPending && m.FailedAt < since)
            .OrderBy(m => m.FailedAt)
            .Take(100)
            .ToListAsync(cancellationToken);

    /// <summary>When the oldest message that is not yet with WhatsApp was accepted; waiting ones count.</summary>
    public Task<DateTimeOffset?> OldestOpenAsync(CancellationToken cancellationToken) =>
        Messages.Where(m => m.IsOpen).MinAsync(m => (DateTimeOffset?)m.AcceptedAt, cancellationToken);
}

/// <summary>A command with the trace that brought it.</summary>
/// <param name="Command">The command.</param>
/// <param name="TraceParent">W3C trace context; null when nobody traces.</param>
public readonly record struct AcceptedCommand(SendMessage Command, string? TraceParent);

/// <summary>A message that WhatsApp took.</summary>
/// <param name="MessageId">Our id.</param>
/// <param name="UpstreamId">WhatsApp's id; null for one that cannot be kept.</param>
public readonly record struct TakenMessage(string MessageId, string? UpstreamId);
