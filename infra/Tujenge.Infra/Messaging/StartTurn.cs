using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Tujenge.Infra.Messaging;

/// <summary>
/// Services that start together declare their queues one after the other. On a broker that has none of them yet, two that
/// declare the same quorum queues at once, while one of them consumes already, make RabbitMQ close a connection (541), and
/// RabbitMQ.Client 7.2 leaves the declarations that wait on it unanswered: replicas could miss each other for half a minute.
/// The turn is a queue that only one connection can have; the broker takes it back from a process that dies.
/// </summary>
internal sealed class StartTurn(IOptions<MessagingOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
    : IBusObserver, IAsyncDisposable
{
    private const string Queue = "tujenge-start";
    private const ushort ResourceLocked = 405;
    private const ushort InternalError = 541;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ConnectAgain = TimeSpan.FromSeconds(1);

    /// <summary>A bus that cannot start, as another holds a queue of its name, keeps the others waiting no longer than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, object?> Classic = new() { ["x-queue-type"] = "classic" };
    private IConnection? _connection;

    /// <summary>Waits for the broker, and then for the turn; goes without it where the broker refuses.</summary>
    /// <exception cref="OperationCanceledException">The service is being stopped: its bus must not start any more.</exception>
    public async Task PreStart(IBus bus)
    {
        while (!await TakeAsync(lifetime.ApplicationStopping))
        {
            await Task.Delay(_connection is null ? ConnectAgain : AskAgain, time, lifetime.ApplicationStopping);
        }

        _ = EndAfterAsync(Longest);
    }

    public Task PostStart(IBus bus, Task<BusReady> busReady) => EndAsync();

    public Task StartFaulted(IBus bus, Exception exception) => EndAsync();

    public ValueTask DisposeAsync() => new(EndAsync());

    public void PostCreate(IBus bus)
    {
        // Nothing is declared yet.
    }

    public void CreateFaulted(Exception exception)
    {
        // There is no turn to end.
    }

    public Task PreStop(IBus bus) => Task.CompletedTask;

    public Task PostStop(IBus bus) => Task.CompletedTask;

    public Task StopFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    private async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            _connection ??= await BrokerConnection.OpenAsync(options.Value, "tujenge-start", cancellationToken);
            await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(
                Queue, durable: false, exclusive: true, autoDelete: false, Classic, cancellationToken: cancellationToken);
            return true;
        }
        catch (OperationInterruptedException held) when (held.ShutdownReason?.ReplyCode == ResourceLocked)
        {
            return false;
        }
        catch (Exception fault) when (fault is RabbitMQClientException or IOException or TimeoutException
            || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await EndAsync();

            // What is refused here, the bus will report better: a login, or a name that this user may not declare.
            return fault is ProtocolException
                || BrokerConnection.RefusalIn(fault) != BrokerRefusal.None
                || fault is OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer, ReplyCode: >= 400 and not InternalError } };
        }
    }

    private async Task EndAfterAsync(TimeSpan longest)
    {
        await Task.Delay(longest, time, CancellationToken.None);
        await EndAsync();
    }

    private async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync();
        }
    }
}
