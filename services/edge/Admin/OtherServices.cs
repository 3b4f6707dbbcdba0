using MassTransit;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge.Admin;

/// <summary>Asks the service that owns what an operator wants to see or change: tables belong to one service each.</summary>
internal sealed partial class OtherServices(IBus bus, ILogger<OtherServices> logger)
{
    /// <summary>How long an operator waits, and how long a request may wait in a queue.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What to answer when a service did not.</summary>
    /// <param name="service">Its name, such as <c>sender</c>.</param>
    public static Problem Away(string service) =>
        new(StatusCodes.Status503ServiceUnavailable, $"The {service} does not answer; try again.");

    /// <returns>The response; null when the service, or the way to it, is away.</returns>
    public async Task<TResponse?> AskAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
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
        catch (Exception fault) when (fault is RequestException || TransientFaults.IsTransient(fault))
        {
            Log.NotAnswered(logger, typeof(TRequest).Name, fault.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1030, LogLevel.Warning, "Answered 503: nobody answered {Request} ({Fault})")]
        public static partial void NotAnswered(ILogger logger, string request, string fault);
    }
}
