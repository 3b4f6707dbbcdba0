using System.Linq.Expressions;
using System.Text.Json;
using Tujenge.Contracts.V1;
using Tujenge.Edge.DeadLetters;

namespace Tujenge.Edge.Admin.DeadLetters;

/// <summary>A dead letter in a list: without what it says.</summary>
internal sealed record DeadLetterAnswer(
    Guid Id,
    string? Queue,
    string Kind,
    string State,
    Guid? MessageId,
    string[] MessageTypes,
    Guid? ChannelId,
    string? FaultType,
    DateTimeOffset MovedAt,
    DateTimeOffset? EndedAt,
    string? Reason)
{
    /// <summary>For a query, which then leaves the bodies where they are.</summary>
    public static Expression<Func<DeadLetter, DeadLetterAnswer>> From { get; } = letter => new DeadLetterAnswer(
        letter.Id,
        letter.Queue,
        letter.Kind.ToWire(),
        letter.State.ToWire(),
        letter.MessageId,
        letter.MessageTypes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        letter.ChannelId,
        letter.FaultType,
        letter.MovedAt,
        letter.EndedAt,
        letter.Reason);
}

/// <summary>Dead letters, oldest first.</summary>
/// <param name="DeadLetters">One page of them.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null when this is the last.</param>
internal sealed record DeadLettersAnswer(IReadOnlyList<DeadLetterAnswer> DeadLetters, Guid? Next);

/// <summary>One dead letter with all that is known of it. Its body is in one of two fields, or erased.</summary>
internal sealed record DeadLetterDetailAnswer(
    Guid Id,
    string? Queue,
    string Kind,
    string State,
    Guid? MessageId,
    string[] MessageTypes,
    Guid? ChannelId,
    string? FaultType,
    DateTimeOffset MovedAt,
    DateTimeOffset? EndedAt,
    string? Reason,
    string? FaultMessage,
    string? ContentType,
    Dictionary<string, string> Headers,
    JsonElement? Body,
    byte[]? BodyBase64)
{
    public static DeadLetterDetailAnswer From(DeadLetter letter)
    {
        var body = JsonOf(letter.Body);
        return new(
            letter.Id,
            letter.Queue,
            letter.Kind.ToWire(),
            letter.State.ToWire(),
            letter.MessageId,
            letter.MessageTypes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            letter.ChannelId,
            letter.FaultType,
            letter.MovedAt,
            letter.EndedAt,
            letter.Reason,
            letter.FaultMessage,
            letter.ContentType,
            JsonSerializer.Deserialize(letter.Headers, V1Json.Wire.DictionaryStringString)!,
            body,
            body is null && letter.Body.Length > 0 ? letter.Body : null);
    }

    /// <summary>The body as JSON, if it is JSON that can be written again: half surrogate pairs cannot.</summary>
    private static JsonElement? JsonOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            JsonSerializer.SerializeToUtf8Bytes(document.RootElement, EdgeJson.Wire.JsonElement);
            return document.RootElement.Clone();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>Which to replay: those of one queue, or all.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="All">True for all of them.</param>
internal sealed record BulkReplayRequest(string? Queue = null, bool? All = null);

/// <summary>What came of a replay of several.</summary>
/// <param name="Replayed">Back in their queues.</param>
/// <param name="WithoutQueue">Still waiting: their queue is not known or does not exist.</param>
/// <param name="Remaining">Still waiting: too many for one call.</param>
internal sealed record BulkReplayAnswer(int Replayed, int WithoutQueue, int Remaining);
