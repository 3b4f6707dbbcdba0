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
/// What an ordinary answer says of the message's future: what edge can know by a read of two indexes, made while the broker
/// confirms the message, and shared by all requests that come meanwhile: the window, and whether the conversation is held; and
/// of templates what this process remembers. The queue and WhatsApp's limits are the sender's affair and cost a round trip:
/// for these there is the dry run.
/// </summary>
internal sealed class QuickForecast
{
    private readonly BatchWriter<Question> _reader;
    private readonly TemplateCatalog _templates;
    private readonly TimeProvider _clock;
    private readonly Courtesy _ofWindows;
    private readonly Courtesy _ofTemplates;

    public QuickForecast(
        IDbContextFactory<WindowsDbContext> windows,
        TemplateCatalog templates,
        TimeProvider clock,
        ILogger<QuickForecast> logger)
    {
        _templates = templates;
        _clock = clock;
        _ofWindows = new Courtesy("forecasts of windows", clock, logger);
        _ofTemplates = new Courtesy("forecasts of templates", clock, logger);
        _reader = new BatchWriter<Question>(questions => AnswerAsync(windows, questions), pause: Courtesy.Gathering);
    }

    /// <summary>Begins to read what <see cref="MetaAsync"/> needs; to be called before the message is queued.</summary>
    /// <returns>Null when nothing is to be read.</returns>
    public Question? Ask(Guid channelId, MessageCheck.Passed message)
    {
        if (_ofWindows.IsResting)
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
        var known = await AnsweredAsync(question);
        if (message.NeedsWindow)
        {
            return known is null
                ? V1Meta.Current
                : V1Meta.Current with { Forecast = ForecastWords.Within(known.EndsAt, known.HeldUntil, _clock.GetUtcNow()) };
        }

        if (message.Type != "template")
        {
            return V1Meta.Current with { Forecast = ForecastWords.Anytime(known?.HeldUntil, _clock.GetUtcNow()) }; // To a group.
        }

        try
        {
            return _ofTemplates.IsResting
                ? V1Meta.Current
                : V1Meta.Current with { Forecast = await OfTemplateAsync(channel, message, known?.HeldUntil).WaitAsync(Courtesy.Patience) };
        }
        catch (Exception fault)
        {
            _ofTemplates.Failed(fault);
            return V1Meta.Current;
        }
    }

    private async ValueTask<Question?> AnsweredAsync(Question? question)
    {
        // As a rule the read is done before the broker confirms, and nobody waits here.
        if (question is null || question.Answered.IsCompletedSuccessfully)
        {
            return question;
        }

        try
        {
            await question.Answered.WaitAsync(Courtesy.Patience);
            return question;
        }
        catch (Exception fault)
        {
            _ofWindows.Failed(fault);
            return null;
        }
    }

    private async Task<V1Forecast> OfTemplateAsync(Channel channel, MessageCheck.Passed message, DateTimeOffset? heldUntil)
    {
        var template = JsonSerializer.Deserialize(message.Body.Utf8.Span, V1Json.Wire.V1Message)!.Template!;
        var known = await _templates.GlanceAsync(channel, CancellationToken.None);

        // One that is missing may be younger than the list: the sender reads it again before it says so.
        return known?.Find(template.Name, template.Language.Code) is { } definition
            ? ForecastWords.Anytime(
                heldUntil,
                _clock.GetUtcNow(),
                definition.Status,
                Infra.Templates.TemplateRules.Check(template, new TemplateLookup(true, definition)))
            : ForecastWords.Anytime(heldUntil, _clock.GetUtcNow());
    }

    private static async Task AnswerAsync(IDbContextFactory<WindowsDbContext> windows, IReadOnlyList<Question> questions)
    {
        await using var db = await windows.CreateDbContextAsync();
        var answers = await db.ReadAsync(
            [.. questions.Select(question => (question.ChannelId, question.Customer))], CancellationToken.None);
        for (var i = 0; i < questions.Count; i++)
        {
            (questions[i].EndsAt, questions[i].HeldUntil) = answers[i];
        }
    }

    /// <summary>How it stands with a conversation: asked, and then answered.</summary>
    internal sealed class Question(Guid channelId, string customer)
    {
        public Guid ChannelId { get; } = channelId;

        public string Customer { get; } = customer;

        /// <summary>When the window ends; null when nobody knows.</summary>
        public DateTimeOffset? EndsAt { get; set; }

        /// <summary>Until when it waits for a message that was put off; null when it does not.</summary>
        public DateTimeOffset? HeldUntil { get; set; }

        public Task Answered { get; set; } = Task.CompletedTask;
    }
}
