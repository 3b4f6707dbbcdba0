using System.Diagnostics;
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

    private readonly BatchWriter<Question> _reader;
    private readonly TemplateCatalog _templates;
    private readonly TimeProvider _clock;
    private readonly ILogger<QuickForecast> _logger;
    private long _failedAt = long.MinValue;

    public QuickForecast(
        IDbContextFactory<WindowsDbContext> windows,
        TemplateCatalog templates,
        TimeProvider clock,
        ILogger<QuickForecast> logger)
    {
        _templates = templates;
        _clock = clock;
        _logger = logger;
        _reader = new BatchWriter<Question>(questions => AnswerAsync(windows, questions));
    }

    /// <summary>What to say under <c>meta</c>. Never fails; to be begun before the message is queued.</summary>
    public async Task<V1Meta> MetaAsync(Channel channel, MessageCheck.Passed message) =>
        V1Meta.Current with { Forecast = await ForecastAsync(channel, message) };

    private async Task<V1Forecast?> ForecastAsync(Channel channel, MessageCheck.Passed message)
    {
        if (Volatile.Read(ref _failedAt) is var failedAt && failedAt != long.MinValue && Stopwatch.GetElapsedTime(failedAt) < Rest)
        {
            return null;
        }

        try
        {
            return await (message.Type is "template" or "hsm"
                ? OfTemplateAsync(channel, message)
                : OfWindowAsync(channel.Id, message.Recipient)).WaitAsync(Patience);
        }
        catch (Exception fault)
        {
            Volatile.Write(ref _failedAt, Stopwatch.GetTimestamp());
            Log.NoForecast(_logger, fault.GetType().Name);
            return null;
        }
    }

    private async Task<V1Forecast> OfWindowAsync(Guid channelId, string customer)
    {
        var question = new Question(channelId, customer);
        await _reader.WriteAsync(question);
        return ForecastWords.Within(question.EndsAt, _clock.GetUtcNow());
    }

    private async Task<V1Forecast> OfTemplateAsync(Channel channel, MessageCheck.Passed message)
    {
        var template = JsonSerializer.Deserialize(message.Body, V1Json.Wire.V1Message)!.Template!;
        var known = await _templates.GlanceAsync(channel, CancellationToken.None);

        // One that is missing may be younger than the list: the sender reads it again before it says so.
        return known?.Find(template.Name, template.Language.Code) is { } definition
            ? ForecastWords.Anytime(
                _clock.GetUtcNow(), definition.Status, Infra.Templates.TemplateRules.Check(template, new TemplateLookup(true, definition)))
            : ForecastWords.Anytime(_clock.GetUtcNow());
    }

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

    private sealed class Question(Guid channelId, string customer)
    {
        public Guid ChannelId { get; } = channelId;

        public string Customer { get; } = customer;

        public DateTimeOffset? EndsAt { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1008, LogLevel.Warning, "Answers have no forecast for a moment: the windows cannot be read ({Fault})")]
        public static partial void NoForecast(ILogger logger, string fault);
    }
}
