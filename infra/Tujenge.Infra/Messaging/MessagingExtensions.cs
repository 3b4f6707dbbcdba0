using System.ComponentModel.DataAnnotations;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Messaging;

/// <summary>The one place that wires the bus.</summary>
public static class MessagingExtensions
{
    /// <summary>As good as none; RabbitMQ 3 takes no number that says "none".</summary>
    private const int MostDeliveries = 1_000_000;

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
        if (options.Transport == MessagingTransport.RabbitMq)
        {
            builder.Services.AddSingleton<BrokerProbe>();
            builder.Services.AddHealthChecks().AddCheck<BrokerProbe>("rabbitmq", tags: ["ready"]);
        }

        builder.Services.AddMassTransit(bus =>
        {
            bus.SetKebabCaseEndpointNameFormatter();
            bus.ConfigureHealthCheckOptions(health => health.Tags.Add("ready"));
            Array.ForEach(modules, module => module.Register(bus));

            if (options.Transport == MessagingTransport.InMemory)
            {
                bus.UsingInMemory((context, factory) => Configure(context, factory, modules));
            }
            else
            {
                bus.UsingRabbitMq((context, factory) =>
                {
                    factory.Host(options.Host, host =>
                    {
                        host.Username(options.Username);
                        host.Password(options.Password);
                    });
                    factory.ReturnWhatNoQueueTakes();
                    Configure(context, factory, modules);
                });
            }
        });

        return builder;
    }

    /// <summary>
    /// House pipeline of a receive endpoint: a quorum queue; faults of the servers are waited out, however long they
    /// last, because the message is good; everything else gets three short retries and then the error queue.
    /// </summary>
    public static void UseHousePipeline(this IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();

            // RabbitMQ 4 drops a message after 20 deliveries unless it is told otherwise; ours are repeated by lost
            // connections only, and what is accepted is kept. A queue's arguments cannot be changed later.
            rabbit.SetQueueArgument("x-delivery-limit", MostDeliveries);
        }

        endpoint.UseMessageRetry(retry =>
        {
            retry.Exponential(
                int.MaxValue,
                TimeSpan.FromMilliseconds(200),
                TimeSpan.FromSeconds(5),
                TimeSpan.FromMilliseconds(200));
            retry.Handle<Exception>(TransientFaults.IsTransient);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Intervals(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
            retry.Ignore<Exception>(TransientFaults.IsTransient);
        });
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
            if (context is SendContext<SendMessage> or SendContext<CallbackReceived>
                    or SendContext<MessageStatusChanged> or SendContext<InboundMessageReceived>
                    or SendContext<FindMessages> or SendContext<FindDeliveries>
                    or SendContext<ReplayDeliveries> or SendContext<DiscardDelivery>
                && context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            {
                rabbit.Mandatory = true;
            }
        }
    }
}
