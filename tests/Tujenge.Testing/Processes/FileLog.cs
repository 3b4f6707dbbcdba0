using Microsoft.Extensions.Logging;

namespace Tujenge.Testing.Processes;

/// <summary>Writes what a service inside the test process logs into a file beside the logs of service processes.</summary>
public sealed class FileLog(string name) : ILoggerProvider
{
    private readonly string _file = ServiceLogs.NewFile(name);
    private readonly Lock _lock = new();

    /// <summary>Everything logged so far.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return File.Exists(_file) ? File.ReadAllText(_file) : "";
            }
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            File.AppendAllText(_file, line);
        }
    }

    private sealed class Logger(FileLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Write($"{logLevel} {category}[{eventId.Id}] {formatter(state, exception)} {exception}\n");
    }
}
