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
using Tujenge.Infra.Numbers;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// Splits a Cloud API callback by number and puts it into v1's words; then each number's part goes the way of all callbacks
/// (<see cref="CallbackProcessing"/>).
/// </summary>
internal sealed partial class CallbackReceivedConsumer(
    CallbackProcessing processing,
    LearnedMessageIds learnedIds,
    UnmatchedCallbacks unmatched,
    ChannelDirectory channels,
    WaIdNews waIds,
    AccountNews accountNews,
    IDbContextFactory<DirectoryDbContext> directory,
    ILogger<CallbackReceivedConsumer> logger) : IConsumer<CallbackReceived>
{
    public async Task Consume(ConsumeContext<CallbackReceived> context)
    {
        var callback = context.Message;
        var changes = CloudCallbacks.Split(callback.Body, callback.ReceivedAt);
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var unreadable = new List<(Guid? ChannelId, string Text)>();
        foreach (var change in changes)
        {
            var channel = change.PhoneNumberId is { } number
                ? await channels.FindByPhoneNumberIdAsync(number, context.CancellationToken)
                : null;
            if (change.PhoneNumberId is { } phoneNumberId && channel is null)
            {
                unknown.Add(phoneNumberId);
                continue; // Kept as it is, with what cannot be read.
            }

            if (channel is not null && !callback.ChannelIds.Contains(channel.Id))
            {
                Log.NotOurs(logger, callback.CallbackId);
                continue;
            }

            unreadable.AddRange(change.Parts.Unreadable.Select(text => (channel?.Id, text)));
            if (channel is not null)
            {
                await ProcessAsync(context, channel.Id, change.Parts);
            }
        }

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

        await NoteTemplatesAsync(callback, context.CancellationToken);
        await accountNews.NoteAsync(callback, context.CancellationToken);
    }

    private async Task ProcessAsync(ConsumeContext<CallbackReceived> context, Guid channelId, CallbackParts parts)
    {
        // Statuses bring our ids along; only those of what customers quote, and of messages sent past us, must be looked up.
        var told = parts.Statuses.Where(status => status.OurId is not null).DistinctBy(status => status.Id).ToArray();
        var named = parts.Messages.SelectMany(message => message.Named())
            .Concat(parts.Statuses.Where(status => status.OurId is null).Select(status => status.Id));
        var ourIds = await learnedIds.FindAsync(channelId, named, context.CancellationToken);
        foreach (var status in told)
        {
            ourIds[status.Id] = status.OurId!;
        }

        var source = new CallbackSource(context.Message.CallbackId, channelId, context.Message.ReceivedAt);
        var newMessages = await processing.ProcessAsync(
            context, source, parts, ourIds, told.Select(status => new KnownId(channelId, status.Id, status.OurId!)));
        foreach (var customer in newMessages.Where(message => !message.IsSystem).Select(message => message.Customer).OfType<string>())
        {
            waIds.Tell(channelId, customer, customer);
        }
    }

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
