using MassTransit;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge.Admin;

/// <summary>Asks the service that owns what an operator wants to see or change: tables belong to one service each.</summary>
internal sealed partial class OtherServices(ServiceRequests requests, ILogger<OtherServices> logger)
{
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
            return await requests.AskAsync<TRequest, TResponse>(request, cancellationToken);
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
