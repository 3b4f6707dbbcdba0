using Tujenge.Contracts.Messages;
using Tujenge.Infra.Persistence;

namespace Tujenge.Sender.Persistence;

/// <summary>The statement that follows WhatsApp's statuses.</summary>
public sealed partial class SenderDbContext
{
    /// <summary>
    /// Writes what is new of many messages in one statement. A state never goes back (a late <c>sent</c> after
    /// <c>delivered</c> only fills in its time; who has read a message has it, whatever failed: <see cref="MessageStates"/>),
    /// times are WhatsApp's and the first one stays, and a status ends what was unknown.
    /// </summary>
    public Task AdvanceAsync(IReadOnlyCollection<MessageProgress> progress, CancellationToken cancellationToken)
    {
        var rows = new SqlRows(
            "{0}, {1}, {2}, cast({3} as text), cast({4} as timestamptz), cast({5} as timestamptz), " +
            "cast({6} as timestamptz), cast({7} as timestamptz), cast({8} as integer), cast({9} as text)");
        foreach (var step in progress)
        {
            rows.Add(
                step.MessageId, step.ChannelId, (int)step.State, step.UpstreamId, step.SentAt, step.DeliveredAt,
                step.ReadAt, step.FailedAt, step.ErrorCode, step.ErrorDetails);
        }

        return WriteAsync(
            $$"""
            with news (message_id, channel_id, state, upstream_id, sent_at, delivered_at, read_at, failed_at, error_code,
                error_details) as (values {{rows}})
            update {{MessagesTable}}
            set upstream_id = coalesce(messages.upstream_id, news.upstream_id),
                sent_at = coalesce(messages.sent_at, news.sent_at),
                delivered_at = coalesce(messages.delivered_at, news.delivered_at),
                read_at = coalesce(messages.read_at, news.read_at),
                failed_at = case when messages.error_code = {{UnknownFate}} then news.failed_at
                    else coalesce(messages.failed_at, news.failed_at) end,
                error_code = case when messages.error_code = {{UnknownFate}} then news.error_code
                    else coalesce(messages.error_code, news.error_code) end,
                error_details = case when messages.error_code = {{UnknownFate}} then news.error_details
                    when messages.error_code is null then coalesce(messages.error_details, news.error_details)
                    else messages.error_details end,
                state = case
                    when messages.error_code = {{UnknownFate}} then news.state
                    when {{RankOf("news")}} > {{RankOf("messages")}} then news.state
                    else messages.state end,
                is_open = false, lease_until = null, body = ''
            from news
            where messages.message_id = news.message_id and messages.channel_id = news.channel_id
            """,
            rows.Values,
            cancellationToken);
    }

    /// <summary><see cref="MessageStates.Rank"/>, of a row.</summary>
    private static string RankOf(string row) =>
        $"(case {row}.state when {(int)MessageState.Failed} then {MessageStates.RankOfFailed} else 2 * {row}.state end)";
}

/// <summary>What a batch of statuses says about one message.</summary>
public sealed record MessageProgress
{
    /// <summary>Our id.</summary>
    public required string MessageId { get; init; }

    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>The furthest state.</summary>
    public required MessageState State { get; init; }

    /// <summary>WhatsApp's id.</summary>
    public string? UpstreamId { get; init; }

    /// <summary>WhatsApp's time of <c>sent</c>.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>WhatsApp's time of <c>delivered</c>.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>WhatsApp's time of <c>read</c>.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Time of <c>failed</c>.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>v1 code, with <see cref="FailedAt"/>.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>What is known of the failure beyond the code, with <see cref="ErrorCode"/>.</summary>
    public string? ErrorDetails { get; init; }
}
