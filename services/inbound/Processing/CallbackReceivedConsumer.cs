using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound.Accounts;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Translating;
using Tujenge.Inbound.Unmatched;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// Splits a Cloud API callback by number and puts it into v1's words; then each number's part goes the way of all callbacks
/// (<see cref="CallbackProcessing"/>).
/// </summary>
internal sealed partial class CallbackReceivedConsumer(
    CallbackProcessing processing,
    OurMessageIds ourIds,
    PostponedCallbacks postponed,
    UnmatchedCallbacks unmatched,
    ChannelDirectory channels,
    AccountNews accountNews,
    IDbContextFactory<DirectoryDbContext> directory,
    ILogger<CallbackReceivedConsumer> logger) : IConsumer<CallbackReceived>
{
    public async Task Consume(ConsumeContext<CallbackReceived> context)
    {
        var callback = context.Message;
        var changes = CloudCallbacks.Split(callback.Body, callback.ReceivedAt);
        if (changes is [{ IsOfAnotherObject: true } other])
        {
            await unmatched.KeepUnreadableAsync(
                callback.CallbackId, callback.ReceivedAt, [.. other.Parts.Unreadable.Select(text => ((Guid?)null, text))], context.CancellationToken);
            return;
        }

        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var unreadable = new List<(Guid? ChannelId, string Text)>();
        var ofChannels = new List<(Channel Channel, CallbackParts Parts)>();
        foreach (var change in changes)
        {
            var channel = change.PhoneNumberId is { } number
                ? await channels.FindByPhoneNumberIdAsync(number, context.CancellationToken)
                : null;
            if (change.PhoneNumberId is { } phoneNumberId && channel is null)
            {
                unknown.Add(phoneNumberId); // Kept as it is, with what cannot be read.
            }
            else if (channel is null)
            {
                unreadable.AddRange(change.Parts.Unreadable.Select(text => ((Guid?)null, text)));
            }
            else if (!callback.ChannelIds.Contains(channel.Id))
            {
                Log.NotOurs(logger, callback.CallbackId);
            }
            else
            {
                ofChannels.Add((channel, change.Parts));
            }
        }

        foreach (var group in ofChannels.GroupBy(change => change.Channel.Id))
        {
            var (channel, all) = (group.First().Channel, group.Select(change => change.Parts).ToArray());
            if (await TryProcessAsync(context, channel, all))
            {
                unreadable.AddRange(all.SelectMany(parts => parts.Unreadable).Select(text => ((Guid?)channel.Id, text)));
            }
        }

        await NoteTemplatesAsync(callback, context.CancellationToken);
        unknown.UnionWith(await accountNews.NoteAsync(callback, context.CancellationToken));
        if (unknown.Count > 0)
        {
            await unmatched.KeepAsync(callback, unknown, context.CancellationToken);
        }

        if (changes.All(change => change.PhoneNumberId is null) && CallbackJson.ProblemOf(callback.Body) is { } problem)
        {
            await unmatched.KeepMalformedAsync(
                callback.CallbackId, channelId: null, callback.ReceivedAt, callback.Body, problem, context.CancellationToken);
        }
        else if (unreadable.Count > 0)
        {
            await unmatched.KeepUnreadableAsync(callback.CallbackId, callback.ReceivedAt, unreadable, context.CancellationToken);
        }
    }

    /// <summary>Everything that a callback says of one channel.</summary>
    /// <returns>False when that is put off.</returns>
    private async Task<bool> TryProcessAsync(ConsumeContext<CallbackReceived> context, Channel channel, IReadOnlyCollection<CallbackParts> all)
    {
        // Most statuses bring our ids along. Those of the others, and of what customers quote, must be looked up.
        var statuses = all.SelectMany(parts => parts.Statuses).ToArray();
        var told = statuses.Where(status => status.OurId is not null).DistinctBy(status => status.Id).ToDictionary(status => status.Id, status => status.OurId!);
        var (found, missing) = await ourIds.FindAsync(
            channel.Id, statuses, [.. all.SelectMany(parts => parts.Messages)], told, context.CancellationToken);
        if (missing != MissingIds.None && await postponed.TryPostponeAsync(OnlyOf(channel, context.Message), missing, context.CancellationToken))
        {
            await CallbackEvents.PublishMediaAsync(context, channel.Id, all.SelectMany(parts => parts.Messages)); // Nobody else may have it meanwhile.
            return false;
        }

        var known = told.Concat(found).ToDictionary();
        KnownId[] learned = [.. known.Select(pair => new KnownId(channel.Id, pair.Key, pair.Value))];
        var source = new CallbackSource(context.Message.CallbackId, channel.Id, context.Message.ReceivedAt);
        foreach (var parts in all)
        {
            await processing.ProcessAsync(context, source, parts, known, learned);
            learned = []; // Once is enough: one callback may have a thousand changes.
        }

        return true;
    }

    /// <summary>What a callback says of one channel, as one of its own.</summary>
    private static PostponedCallback OnlyOf(Channel channel, CallbackReceived callback) => new()
    {
        CallbackId = DerivedId.From(callback.CallbackId.ToString("N"), channel.Id.ToString("N")),
        ChannelId = channel.Id,
        ReceivedAt = callback.ReceivedAt,
        Body = CloudCallbacks.Restrict(callback.Body, new HashSet<string> { channel.PhoneNumberId }, withNews: false)[channel.PhoneNumberId],
        IsCloud = true,
    };

    /// <summary>The list of templates of an account whose app has signed the callback is read again when it is needed next.</summary>
    private async Task NoteTemplatesAsync(CallbackReceived callback, CancellationToken cancellationToken)
    {
        if (TemplateChanges.AccountsIn(callback.Body) is not { Count: > 0 } accounts)
        {
            return;
        }

        var channelsOfApp = (await channels.ListAsync(cancellationToken)).Where(channel => callback.ChannelIds.Contains(channel.Id));
        foreach (var wabaId in channelsOfApp.Select(channel => channel.WabaId).OfType<string>().Distinct().Where(accounts.Contains))
        {
            await using var db = await directory.CreateDbContextAsync(cancellationToken);
            await db.NoteTemplateChangeAsync(wabaId, cancellationToken);
            Log.TemplatesChanged(logger, callback.CallbackId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3003, LogLevel.Warning, "Callback {CallbackId} speaks of a number that is not its app's here")]
        public static partial void NotOurs(ILogger logger, Guid callbackId);

        [LoggerMessage(3006, LogLevel.Information, "Callback {CallbackId} says that templates have changed")]
        public static partial void TemplatesChanged(ILogger logger, Guid callbackId);
    }
}

/// <summary>Endpoint policy of <see cref="CallbackReceivedConsumer"/>.</summary>
internal sealed class CallbackReceivedConsumerDefinition : ConsumerDefinition<CallbackReceivedConsumer>
{
    public CallbackReceivedConsumerDefinition(IOptions<InboundOptions> options)
    {
        EndpointName = "inbound-callback-received";
        ConcurrentMessageLimit = options.Value.Concurrency;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<CallbackReceivedConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseHousePipeline();
}
