using System.Diagnostics;
using MassTransit;
using Tujenge.Contracts.Messages;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Directory;

namespace Tujenge.Dispatcher.Intake;

/// <summary>Takes in how outbound messages move on, but for what the channel does not want to be told.</summary>
internal sealed class MessageStatusChangedConsumer(EventIntake intake, ChannelDirectory channels) : IConsumer<MessageStatusChanged>
{
    public async Task Consume(ConsumeContext<MessageStatusChanged> context)
    {
        var status = context.Message;
        if (status.Status != MessageStatus.Sent || await IsSentWantedAsync(status.ChannelId, context.CancellationToken))
        {
            await intake.AcceptAsync(new AcceptedEvent(status.EventId, status.ChannelId, status.Body, Activity.Current?.Id));
        }
    }

    private async Task<bool> IsSentWantedAsync(Guid channelId, CancellationToken cancellationToken) =>
        (await channels.FindAsync(channelId, cancellationToken))?.SentStatus != false;
}

/// <summary>Endpoint of <see cref="MessageStatusChangedConsumer"/>.</summary>
internal sealed class MessageStatusChangedConsumerDefinition : ConsumerDefinition<MessageStatusChangedConsumer>
{
    public MessageStatusChangedConsumerDefinition() => EndpointName = "dispatcher-message-status-changed";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<MessageStatusChangedConsumer> consumerConfigurator,
        IRegistrationContext context) => EventEndpoint.Configure(endpointConfigurator);
}
