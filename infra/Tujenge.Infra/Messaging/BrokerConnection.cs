using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Tujenge.Infra.Messaging;

/// <summary>A connection of one's own to the broker, past the bus: for asking whether and how it is there.</summary>
public static class BrokerConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Connects once, without trying again.</summary>
    /// <param name="options">Where and as whom.</param>
    /// <param name="name">What the broker shows the connection as.</param>
    /// <param name="cancellationToken">Gives up earlier.</param>
    /// <exception cref="RabbitMQClientException">There is no connection; <see cref="RefusalIn"/> tells a refusal from silence.</exception>
    public static Task<IConnection> OpenAsync(MessagingOptions options, string name, CancellationToken cancellationToken) => new ConnectionFactory
    {
        Uri = new UriBuilder(options.Host) { Scheme = options.IsEncrypted ? "amqps" : "amqp" }.Uri,
        UserName = options.Username,
        Password = options.Password,
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = Patience,
        RequestedHeartbeat = TimeSpan.FromSeconds(10),
        ClientProvidedName = name,
    }.CreateConnectionAsync(cancellationToken);

    /// <summary>What the broker refuses, if it answered at all.</summary>
    public static BrokerRefusal RefusalIn(Exception? fault) => fault switch
    {
        null => BrokerRefusal.None,
        AuthenticationFailureException or PossibleAuthenticationFailureException => BrokerRefusal.Login,
        OperationInterruptedException { ShutdownReason.ReplyCode: 403 or 530 } => BrokerRefusal.VirtualHost,
        AggregateException many => many.InnerExceptions.Select(RefusalIn).FirstOrDefault(refusal => refusal != BrokerRefusal.None),
        _ => RefusalIn(fault.InnerException),
    };
}

/// <summary>Why there is no connection.</summary>
public enum BrokerRefusal
{
    /// <summary>Nothing was refused: the broker does not answer.</summary>
    None,

    /// <summary>User or password.</summary>
    Login,

    /// <summary>The virtual host does not exist, or the user may not use it.</summary>
    VirtualHost,
}
