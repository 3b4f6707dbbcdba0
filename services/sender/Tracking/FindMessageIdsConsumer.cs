using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Persistence;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Tracking;

/// <summary>Tells inbound which of an upstream's ids are messages of the log.</summary>
internal sealed class FindMessageIdsConsumer(IDbContextFactory<SenderDbContext> contexts) : IConsumer<FindMessageIds>
{
    public async Task Consume(ConsumeContext<FindMessageIds> context)
    {
        var (request, cancellationToken) = (context.Message, context.CancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // What is on its way first: a message whose answer is written in between is found by its id. A v1 server's statuses of a message
        // to a group name the members, and need not name the group (whose id has a dash): any of them may be of a group under way.
        var lanes = request.Recipients.ToLookup(ConversationKey.Of);
        var conversations = lanes.Select(lane => lane.Key).ToArray();
        var isAnybody = request.Recipients.Contains("");
        var underWay = conversations.Length == 0 ? [] : await db.Messages.AsNoTracking()
            .Where(message => message.IsOpen && message.State == MessageState.Sending && message.ChannelId == request.ChannelId)
            .Where(message => isAnybody || conversations.Contains(message.Conversation) || EF.Functions.Like(message.Conversation, "%-%"))
            .Select(message => message.Conversation)
            .Distinct()
            .ToArrayAsync(cancellationToken);
        var found = await db.Messages.AsNoTracking()
            .Where(message => message.ChannelId == request.ChannelId && request.UpstreamIds.Contains(message.UpstreamId))
            .Select(message => new { message.UpstreamId, message.MessageId })
            .ToArrayAsync(cancellationToken);

        await context.RespondAsync(new MessageIdsFound
        {
            MessageIds = found.DistinctBy(message => message.UpstreamId).ToDictionary(message => message.UpstreamId!, message => message.MessageId),
            OnTheirWay = underWay.Length > 0 && (isAnybody || underWay.Any(conversation => conversation.Contains('-', StringComparison.Ordinal)))
                ? request.Recipients
                : [.. underWay.SelectMany(conversation => lanes[conversation])],
        });
    }
}

/// <summary>Endpoint of <see cref="FindMessageIdsConsumer"/>.</summary>
internal sealed class FindMessageIdsConsumerDefinition : ConsumerDefinition<FindMessageIdsConsumer>
{
    public FindMessageIdsConsumerDefinition() => EndpointName = "sender-find-message-ids";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<FindMessageIdsConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.UseRequestPipeline();

        // A database that is away shall look so to inbound, which then comes again: so long nobody waits for an answer.
        endpointConfigurator.UseMessageRetry(retry =>
        {
            retry.Interval(20, TimeSpan.FromMilliseconds(500));
            retry.Handle<Exception>(TransientFaults.IsTransient);
        });
    }
}
