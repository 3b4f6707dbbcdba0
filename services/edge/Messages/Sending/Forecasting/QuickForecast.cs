using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Templates;
using Tujenge.Infra.Windows;
using Tujenge.Infra.Work;

namespace Tujenge.Edge.Messages.Sending.Forecasting;

/// <summary>
/// What an ordinary answer says of the message's future: what edge can know by one read of an index, made while the broker
/// confirms the message, and shared by all requests that come meanwhile: the window; and of templates what this process
/// remembers. The queue and WhatsApp's limits are the sender's affair and cost a round trip: for these there is the dry run.
/// A forecast is a courtesy, so trouble with it is never trouble with the message: then it is left out.
/// </summary>
internal sealed partial class QuickForecast
{
    /// <summary>Longest time that an answer waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>How long none is tried after one failed, so that a database that is away costs nobody time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Time between two reads of windows under load. The broker takes about as long to confirm a message.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);

    private readonly BatchWriter<Question> _reader;
    private readonly TemplateCatalog _templates;
    private readonly TimeProvider _clock;
    private readonly ILogger<QuickForecast> _logger;
    private readonly Source _windowSource = new("windows");
    private readonly Source _templateSource = new("templates");

    public QuickForecast(
        IDbContextFactory<WindowsDbContext> windows,
        TemplateCatalog templates,
        TimeProvider clock,
        ILogger<QuickForecast> logger)
    {
        _templates = templates;
        _clock = clock;
        _logger = logger;
        _reader = new BatchWriter<Question>(questions => AnswerAsync(windows, questions), pause: Gathering);
    }

    /// <summary>Begins to read what <see cref="MetaAsync"/> needs; to be called before the message is queued.</summary>
    /// <returns>Null when nothing has to be read.</returns>
    public Question? Ask(Guid channelId, MessageCheck.Passed message)
    {
        if (!message.NeedsWindow || IsResting(_windowSource))
        {
            return null;
        }

        var question = new Question(channelId, message.Recipient);
        question.Answered = _reader.WriteAsync(question);
        return question;
    }

    /// <summary>What to say under <c>meta</c>. Never fails.</summary>
    /// <param name="channel">The channel that sends.</param>
    /// <param name="message">What was checked.</param>
    /// <param name="question">What <see cref="Ask"/> gave for it.</param>
    public async ValueTask<V1Meta> MetaAsync(Channel channel, MessageCheck.Passed message, Question? question)
    {
        var source = message.NeedsWindow ? _windowSource : _templateSource;
        try
        {
            return V1Meta.Current with
            {
                Forecast = question is not null ? await OfWindowAsync(question)
                    : message.NeedsWindow || IsResting(source) ? null
                    : await OfTemplateAsync(channel, message).WaitAsync(Patience),
            };
        }
        catch (Exception fault)
        {
            Volatile.Write(ref source.FailedAt, _clock.GetTimestamp());
            Log.NoForecast(_logger, source.Name, fault.GetType().Name);
            return V1Meta.Current;
        }
    }

    private async ValueTask<V1Forecast> OfWindowAsync(Question question)
    {
        // As a rule the read is done before the broker confirms, and nobody waits here.
        if (!question.Answered.IsCompletedSuccessfully)
        {
            await question.Answered.WaitAsync(Patience);
        }

        return ForecastWords.Within(question.EndsAt, _clock.GetUtcNow());
    }

    private async Task<V1Forecast> OfTemplateAsync(Channel channel, MessageCheck.Passed message)
    {
        if (message.Type != "template")
        {
            return ForecastWords.Anytime(_clock.GetUtcNow()); // To a group.
        }

        var template = JsonSerializer.Deserialize(message.Body, V1Json.Wire.V1Message)!.Template!;
        var known = await _templates.GlanceAsync(channel, CancellationToken.None);

        // One that is missing may be younger than the list: the sender reads it again before it says so.
        return known?.Find(template.Name, template.Language.Code) is { } definition
            ? ForecastWords.Anytime(
                _clock.GetUtcNow(), definition.Status, Infra.Templates.TemplateRules.Check(template, new TemplateLookup(true, definition)))
            : ForecastWords.Anytime(_clock.GetUtcNow());
    }

    private bool IsResting(Source source) =>
        Volatile.Read(ref source.FailedAt) is var failedAt && failedAt != long.MinValue && _clock.GetElapsedTime(failedAt) < Rest;

    private static async Task AnswerAsync(IDbContextFactory<WindowsDbContext> windows, IReadOnlyList<Question> questions)
    {
        await using var db = await windows.CreateDbContextAsync();
        var endsAt = await db.CloseAtAsync(
            [.. questions.Select(question => (question.ChannelId, question.Customer))], CancellationToken.None);
        for (var i = 0; i < questions.Count; i++)
        {
            questions[i].EndsAt = endsAt[i];
        }
    }

    /// <summary>When the window of a customer ends.</summary>
    internal sealed class Question(Guid channelId, string customer)
    {
        public Guid ChannelId { get; } = channelId;

        public string Customer { get; } = customer;

        public DateTimeOffset? EndsAt { get; set; }

        public Task Answered { get; set; } = Task.CompletedTask;
    }

    /// <summary>What is read for forecasts; trouble with one of them says nothing of the other.</summary>
    private sealed class Source(string name)
    {
        public long FailedAt = long.MinValue;

        public string Name { get; } = name;
    }

    private static partial class Log
    {
        [LoggerMessage(1008, LogLevel.Warning, "Answers have no forecast for a moment: the {Source} cannot be read ({Fault})")]
        public static partial void NoForecast(ILogger logger, string source, string fault);
    }
}
