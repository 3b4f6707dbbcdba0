using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tujenge.Infra.Messaging;

/// <summary>
/// Builds a bus that logs exceptions by type and place only. MassTransit logs every fault with its exception, and the
/// messages of exceptions quote what somebody wrote: <c>'…' is an invalid JSON literal</c>.
/// </summary>
internal sealed class QuietBusFactory(IRegistrationBusFactory inner) : IRegistrationBusFactory
{
    public IBusInstance CreateBus(
        IBusRegistrationContext context,
        IEnumerable<IBusInstanceSpecification> specifications,
        string busName)
    {
        LogContext.ConfigureCurrentLogContext(new QuietLoggers(context.GetRequiredService<ILoggerFactory>()));
        return inner.CreateBus(context, specifications, busName);
    }

    private sealed class QuietLoggers(ILoggerFactory loggers) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new QuietLogger(loggers.CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

        public void Dispose()
        {
            // The host's loggers outlive the bus.
        }
    }

    private sealed class QuietLogger(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            logger.Log(logLevel, eventId, state, exception is null ? null : new QuietException(exception), formatter);
    }

    private sealed class QuietException(Exception fault) : Exception(TypesOf(fault))
    {
        public override string? StackTrace { get; } = fault.GetBaseException().StackTrace;

        public override string ToString() => $"{Message}\n{StackTrace}";

        private static string TypesOf(Exception fault) =>
            fault.InnerException is { } inner ? $"{fault.GetType()}, {TypesOf(inner)}" : $"{fault.GetType()}";
    }
}
