using MassTransit;

namespace Tujenge.Infra.Messaging;

/// <summary>Asks another service for what only its tables know.</summary>
public sealed class ServiceRequests(IBus bus)
{
    /// <summary>How long somebody waits, and how long a request may wait in a queue.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks, and returns the response.</summary>
    /// <exception cref="TimeoutException">The service, or the way to it, is away.</exception>
    /// <exception cref="RequestFaultException">It failed to answer.</exception>
    public async Task<TResponse> AskAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            // Waits twice for the same moment, because finding the way while the broker is away heeds no timeout.
            var response = await bus.CreateRequestClient<TRequest>(RequestTimeout.After(ms: (int)Patience.TotalMilliseconds))
                .GetResponse<TResponse>(request, cancellationToken)
                .WaitAsync(Patience, cancellationToken);
            return response.Message;
        }
        catch (RequestTimeoutException fault)
        {
            throw new TimeoutException($"Nobody answered {typeof(TRequest).Name}.", fault);
        }
    }
}
