using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Windows;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// Splits a callback, notes what it says, drops what was seen before, publishes the events: in that order, and each step
/// may be repeated. A crash between any two is answered by the broker's next delivery, which finds its own rows.
/// </summary>
internal sealed partial class CallbackReceivedConsumer(
    IDbContextFactory<InboundDbContext> contexts,
    CallbackLog log,
    ChannelDirectory channels,
    WaIdNews waIds,
    IDbContextFactory<DirectoryDbContext> directory,
    CallbackEvents events,
    ILogger<CallbackReceivedConsumer> logger) : IConsumer<CallbackReceived>
{
    public async Task Consume(ConsumeContext<CallbackReceived> context)
    {
        var callback = context.Message;
        foreach (var parts in CallbackParts.Split(callback.Body))
        {
            if (parts.Unreadable > 0)
            {
                Log.Unreadable(logger, callback.CallbackId, parts.Unreadable);
            }

            if (parts.PhoneNumberId is not { } phoneNumberId)
            {
                continue;
            }

            var channel = await channels.FindByPhoneNumberIdAsync(phoneNumberId, context.CancellationToken);
            if (channel is null || !callback.ChannelIds.Contains(channel.Id))
            {
                Log.NotOurs(logger, callback.CallbackId); // unknown here, or another app's number
                continue;
            }

            await ProcessAsync(context, channel.Id, parts);
        }

        await NoteTemplatesAsync(callback, context.CancellationToken);
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

    private async Task ProcessAsync(ConsumeContext<CallbackReceived> context, Guid channelId, CallbackParts parts)
    {
        var messages = parts.Messages
            .DistinctBy(message => message.Id)
            .ToDictionary(message => SeenKey.OfMessage(channelId, message.Id!));
        var statuses = parts.Statuses
            .Select(status => status with { Status = status.Status!.ToLowerInvariant() })
            .DistinctBy(KeyOf)
            .ToDictionary(KeyOf);

        // Windows are among what is written, before anything is published: a reply to what a webhook is told must find
        // its window open.
        var callback = context.Message;
        var entry = new CallbackEntry
        {
            CallbackId = callback.CallbackId,
            Keys = [.. messages.Keys, .. statuses.Keys],
            Known = [.. IdsIn(channelId, statuses.Values)],
            Written = [.. WrittenIn(channelId, messages.Values, callback.ReceivedAt)],
        };
        await log.WriteAsync(entry);

        var newMessages = messages.Where(message => entry.First.Contains(message.Key)).Select(message => message.Value).ToArray();
        var newStatuses = statuses.Where(status => entry.First.Contains(status.Key)).Select(status => status.Value).ToArray();
        var known = await FindOurIdsAsync(channelId, newMessages, newStatuses, context.CancellationToken);

        await events.PublishAsync(
            context,
            newStatuses.Select(status => EventFactory.FromStatus(
                channelId, status, OurIdIn(status) ?? known.GetValueOrDefault(status.Id!, status.Id!), callback.ReceivedAt)),
            newMessages.Select(message => EventFactory.FromMessage(
                channelId, message, SenderOf(message, parts.Contacts), callback.ReceivedAt, id => known.GetValueOrDefault(id, id))),
            parts.Errors.Count == 0 ? null : EventFactory.FromErrors(channelId, parts.Errors, callback.CallbackId, callback.ReceivedAt));
        foreach (var from in newMessages.Where(message => message.Type != "system").Select(message => message.From).OfType<string>())
        {
            waIds.Tell(channelId, from, from);
        }

        SeenKey KeyOf(CloudStatus status) => SeenKey.OfStatus(
            channelId, status.Id!, status.Status!, status.GroupId is null ? null : status.RecipientId ?? "");
    }

    private static IEnumerable<CustomerMessage> WrittenIn(
        Guid channelId,
        IEnumerable<CloudInboundMessage> messages,
        DateTimeOffset receivedAt) => messages
            .Where(message => message.Type != "system" && message.Content?.ContainsKey("group_id") != true)
            .Where(message => (message.From ?? message.FromUserId) is not null)
            .Select(message => new CustomerMessage(
                channelId, (message.From ?? message.FromUserId)!, V1Timestamps.Parse(message.Timestamp) ?? receivedAt));

    private static IEnumerable<KnownId> IdsIn(Guid channelId, IEnumerable<CloudStatus> statuses) => statuses
        .Where(status => OurIdIn(status) is not null)
        .Select(status => new KnownId(channelId, status.Id!, OurIdIn(status)!));

    /// <summary>Our ids of the messages that customers quote or react to, and of statuses that came without ours.</summary>
    private async Task<Dictionary<string, string>> FindOurIdsAsync(
        Guid channelId,
        IEnumerable<CloudInboundMessage> messages,
        IEnumerable<CloudStatus> statuses,
        CancellationToken cancellationToken)
    {
        var named = messages
            .SelectMany(message => new[] { QuotedId(message, "context", "id"), QuotedId(message, "reaction", "message_id") })
            .Concat(statuses.Where(status => OurIdIn(status) is null).Select(status => status.Id))
            .OfType<string>()
            .Where(id => !id.Contains('\0', StringComparison.Ordinal)) // PostgreSQL would refuse the question
            .Distinct()
            .ToArray();
        if (named.Length == 0)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MessageIds.AsNoTracking()
            .Where(message => message.ChannelId == channelId && named.Contains(message.UpstreamId))
            .ToDictionaryAsync(message => message.UpstreamId, message => message.MessageId, cancellationToken);
    }

    private static string? OurIdIn(CloudStatus status) =>
        MessageId.IsOurs(status.BizOpaqueCallbackData) ? status.BizOpaqueCallbackData : null;

    private static string? QuotedId(CloudInboundMessage message, string parent, string name) =>
        message.Content is { } content
        && content.TryGetValue(parent, out var fields)
        && fields.ValueKind == System.Text.Json.JsonValueKind.Object
        && fields.TryGetProperty(name, out var id)
        && id.ValueKind == System.Text.Json.JsonValueKind.String
            ? id.GetString()
            : null;

    private static CloudContact? SenderOf(CloudInboundMessage message, IReadOnlyList<CloudContact> contacts) =>
        contacts.FirstOrDefault(contact => message.From is not null && (contact.WaId == message.From || contact.UserId == message.From))
        ?? contacts.FirstOrDefault(contact => message.FromUserId is not null && contact.UserId == message.FromUserId)
        ?? (contacts.Count == 1 ? contacts[0] : null);

    private static partial class Log
    {
        [LoggerMessage(3002, LogLevel.Warning, "Callback {CallbackId} has {Count} parts that cannot be read")]
        public static partial void Unreadable(ILogger logger, Guid callbackId, int count);

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
