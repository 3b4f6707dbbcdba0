using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Tujenge.Infra.Messaging;

/// <summary>
/// A connection of our own to the broker, for asking whether it is there: the bus calls itself healthy while it waits for a
/// broker that has died, and gives up for good on one that refuses its login.
/// </summary>
internal sealed class BrokerProbe(IOptions<MessagingOptions> options, Confirms confirms) : IHealthCheck, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnection? _connection;

    /// <summary>Ends the start of a service whose login the broker refuses; a broker that is away is waited for.</summary>
    /// <exception cref="InvalidOperationException">The login is refused; the message says what to do.</exception>
    public async Task CheckLoginAsync()
    {
        if (await FindProblemAsync(CancellationToken.None) is { IsRefusal: true } problem)
        {
            throw new InvalidOperationException(
                $"Configuration: {problem.Text}. Check Messaging:Username, Messaging:Password and the virtual host in Messaging:Host.");
        }
    }

    /// <summary>Asks once.</summary>
    /// <returns>What is wrong, in words for an operator; null when the broker answers.</returns>
    public async Task<string?> AskAsync(CancellationToken cancellationToken) => (await FindProblemAsync(cancellationToken))?.Text;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await FindProblemAsync(cancellationToken) is { } problem
            ? HealthCheckResult.Unhealthy(problem.Text)
            : HealthCheckResult.Healthy();

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _gate.Dispose();
    }

    private async Task<Problem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_connection is not { IsOpen: true })
            {
                if (_connection is not null)
                {
                    await _connection.DisposeAsync();
                }

                _connection = null;
                _connection = await BrokerConnection.OpenAsync(options.Value, "tujenge-readiness", cancellationToken);
                _connection.ConnectionShutdownAsync += NoteAsync;
                confirms.NoteAnswer();
            }

            return null;
        }
        catch (Exception fault) when (fault is RabbitMQClientException or IOException or TimeoutException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            return BrokerConnection.RefusalIn(fault) != BrokerRefusal.None
                ? new Problem(true, $"RabbitMQ refuses the user {options.Value.Username}")
                : new Problem(false, "RabbitMQ does not answer");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>So publishers know it before a confirm is late; until the next look at readiness there is no connection to lose.</summary>
    private Task NoteAsync(object sender, ShutdownEventArgs lost)
    {
        if (lost.Initiator != ShutdownInitiator.Application)
        {
            confirms.NoteLostConnection();
        }

        return Task.CompletedTask;
    }

    private sealed record Problem(bool IsRefusal, string Text);
}
