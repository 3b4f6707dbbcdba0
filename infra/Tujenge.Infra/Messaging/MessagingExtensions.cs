using System.ComponentModel.DataAnnotations;
using MassTransit;
using MassTransit.InMemoryTransport.Configuration;
using MassTransit.RabbitMqTransport.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Infra.Messaging.DeadLetters;

namespace Tujenge.Infra.Messaging;

/// <summary>The one place that wires the bus.</summary>
public static class MessagingExtensions
{
    /// <summary>
    /// How long the broker may take to answer a declaration. When it closes a connection, RabbitMQ.Client 7.2 leaves the
    /// declarations that wait their turn on it waiting for this long before the bus connects anew; with the client's 20 s
    /// a service that comes back beside another could be missing for half a minute. What was declared stays, so a broker
    /// that is slower than this gets a little further with each attempt.
    /// </summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>Adds the bus with the consumers of the given modules, and its part of <c>/readyz</c>.</summary>
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder, params BusModule[] modules)
    {
        builder.Services.AddOptions<MessagingOptions>()
            .BindConfiguration(MessagingOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        var options = builder.Configuration.GetSection(MessagingOptions.SectionName).Get<MessagingOptions>() ?? new();
        if (options.Validate(new ValidationContext(options)).FirstOrDefault() is { } problem)
        {
            throw new InvalidOperationException($"Configuration: {problem.ErrorMessage}"); // The bus would fail on it while it is built.
        }

        builder.Services.AddSingleton<SendQueues>();
        builder.Services.AddSingleton<Confirms>();
        builder.Services.AddSingleton<ServiceRequests>();
        if (options.Transport == MessagingTransport.RabbitMq)
        {
            builder.Services.AddSingleton<BrokerProbe>();
            builder.Services.AddSingleton<BrokerWait>();
            builder.Services.AddHealthChecks().AddCheck<BrokerProbe>("rabbitmq", tags: ["ready"]);
        }

        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry(); // MassTransit would report to its makers; this product reports to nobody unasked.
            bus.SetKebabCaseEndpointNameFormatter();
            bus.ConfigureHealthCheckOptions(health => health.Tags.Add("ready"));
            Array.ForEach(modules, module => module.Register(bus));
            if (options.Transport == MessagingTransport.RabbitMq)
            {
                bus.AddBusObserver<StartTurn>();
            }

            bus.SetBusFactory(new QuietBusFactory(options.Transport == MessagingTransport.InMemory
                ? new InMemoryRegistrationBusFactory(null, (context, factory) => Configure(context, factory, modules))
                : new RabbitMqRegistrationBusFactory((context, factory) =>
                {
                    factory.Host(options.Host, host =>
                    {
                        host.Username(options.Username);
                        host.Password(options.Password);
                        host.ContinuationTimeout(AnswerLimit);
                        host.OnRefreshConnectionFactory = _ => context.GetRequiredService<BrokerWait>().WhileItIsAwayAsync();
                    });
                    factory.ReturnWhatNoQueueTakes();
                    Configure(context, factory, modules);
                })));
        });

        return builder;
    }

    private static void Configure<TEndpoint>(
        IBusRegistrationContext context,
        IBusFactoryConfigurator<TEndpoint> factory,
        BusModule[] modules)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        factory.ConfigureJsonSerializerOptions(json =>
        {
            json.WriteIndented = false; // The default is indented, for people; here only programs read it.
            return json;
        });
        factory.UseDeadLetterQueue();
        Array.ForEach(modules, module => module.Endpoints?.Invoke(context, factory));
        factory.ConfigureEndpoints(context, new KebabCaseEndpointNameFormatter(includeNamespace: false));
    }

    /// <summary>
    /// A broker confirms a message that no queue takes, and drops it. What we accepted must be in a queue, so such a
    /// message comes back and counts as not sent (a consumer's service has never been up on this broker); a request
    /// comes back because nobody is there to answer it.
    /// </summary>
    private static void ReturnWhatNoQueueTakes(this IRabbitMqBusFactoryConfigurator factory)
    {
        factory.ConfigureSend(send => send.UseExecute(MakeMandatory));
        factory.ConfigurePublish(publish => publish.UseExecute(MakeMandatory));

        static void MakeMandatory(SendContext context)
        {
            if (context is SendContext<SendMessage> or SendContext<CallbackReceived> or SendContext<OnPremisesCallbackReceived>
                    or SendContext<MessageStatusChanged> or SendContext<InboundMessageReceived>
                    or SendContext<FindMessageIds> or SendContext<FindMessages> or SendContext<ForecastMessage>
                    or SendContext<FindDeliveries> or SendContext<FindUnmatchedCallbacks>
                    or SendContext<ReplayDeliveries> or SendContext<DiscardDelivery>
                && context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            {
                rabbit.Mandatory = true;
            }
        }
    }
}
