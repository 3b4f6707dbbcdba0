using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Contacts.Learning;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Work;

namespace Tujenge.Edge.Messages.Sending;

/// <summary>
/// How WhatsApp writes a recipient's number, where it has told: the answer to a message names it, and clients go on under it
/// (whatsapp-v1-api, section 2). One read of an index, made while the broker confirms the message and shared by all requests
/// that come meanwhile.
/// </summary>
internal sealed class LearnedWaIds
{
    private static readonly Task<string?> Unknown = Task.FromResult<string?>(null);

    private readonly BatchWriter<Question> _reader;
    private readonly Courtesy _courtesy;

    public LearnedWaIds(IDbContextFactory<EdgeDbContext> contexts, TimeProvider clock, ILogger<LearnedWaIds> logger)
    {
        _courtesy = new Courtesy("WhatsApp's writing of numbers", clock, logger);
        _reader = new BatchWriter<Question>(questions => AnswerAsync(contexts, questions), pause: Courtesy.Gathering);
    }

    /// <summary>Begins to look for a recipient's <c>wa_id</c>; to be called before the message is queued. Never fails.</summary>
    /// <returns>Null when none is known, or none can be read in time.</returns>
    public Task<string?> FindAsync(Guid channelId, string recipient) =>
        IsWrittenInTwoWays(recipient) && !_courtesy.IsResting ? ReadAsync(new Question(channelId, recipient)) : Unknown;

    /// <summary>
    /// Mexico, Argentina, Brazil: nowhere else does WhatsApp write numbers otherwise than people dial them (limits, section 3),
    /// so messages to all others are spared the read.
    /// </summary>
    private static bool IsWrittenInTwoWays(string recipient) =>
        recipient is ['5', '2' or '4' or '5', ..] && recipient.Length <= LearnedWaId.LongestNumber;

    private async Task<string?> ReadAsync(Question question)
    {
        try
        {
            await _reader.WriteAsync(question).WaitAsync(Courtesy.Patience);
            return question.WaId;
        }
        catch (Exception fault)
        {
            _courtesy.Failed(fault);
            return null;
        }
    }

    private static async Task AnswerAsync(IDbContextFactory<EdgeDbContext> contexts, IReadOnlyList<Question> questions)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var known = await db.FindWaIdsAsync(
            [.. questions.Select(question => (question.ChannelId, question.Recipient))], CancellationToken.None);
        foreach (var question in questions)
        {
            question.WaId = known.GetValueOrDefault((question.ChannelId, ConversationKey.Of(question.Recipient)));
        }
    }

    private sealed class Question(Guid channelId, string recipient)
    {
        public Guid ChannelId { get; } = channelId;

        public string Recipient { get; } = recipient;

        public string? WaId { get; set; }
    }
}
