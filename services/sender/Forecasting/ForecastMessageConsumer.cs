using MassTransit;
using Tujenge.Contracts.Operations;
using Tujenge.Infra.Messaging;

namespace Tujenge.Sender.Forecasting;

/// <summary>Tells clients, through edge, what would become of a message.</summary>
internal sealed class ForecastMessageConsumer(Forecaster forecaster) : IConsumer<ForecastMessage>
{
    public async Task Consume(ConsumeContext<ForecastMessage> context) =>
        await context.RespondAsync(await forecaster.ForecastAsync(context.Message, context.CancellationToken));
}

/// <summary>Endpoint of <see cref="ForecastMessageConsumer"/>.</summary>
internal sealed class ForecastMessageConsumerDefinition : ConsumerDefinition<ForecastMessageConsumer>
{
    public ForecastMessageConsumerDefinition() => EndpointName = "sender-forecast-message";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<ForecastMessageConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseRequestPipeline();
}
