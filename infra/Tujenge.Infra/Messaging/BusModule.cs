using MassTransit;

namespace Tujenge.Infra.Messaging;

/// <summary>What one service brings to the bus. Standalone puts several of them on one bus.</summary>
/// <param name="Register">Adds the consumers.</param>
/// <param name="Endpoints">Adds receive endpoints that cannot be derived from a consumer's definition.</param>
public sealed record BusModule(
    Action<IBusRegistrationConfigurator> Register,
    Action<IBusRegistrationContext, IBusFactoryConfigurator>? Endpoints = null);
