using System.Diagnostics;
using MassTransit;
using Tujenge.Contracts.Messages;
using Tujenge.Dispatcher.Persistence;

namespace Tujenge.Dispatcher.Intake;

/// <summary>Takes in how outbound messages move on.</summary>
internal sealed class MessageStatusChangedConsumer(EventIntake intake) : IConsumer<MessageStatusChanged>
{
    public Task Consume(ConsumeContext<MessageStatusChanged> context) => intake.AcceptAsync(new AcceptedEvent(
        context.Message.EventId, context.Message.ChannelId, context.Message.Body, Activity.Current?.Id));
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
