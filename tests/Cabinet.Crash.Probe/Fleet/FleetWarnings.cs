using Microsoft.Extensions.Logging;

namespace Cabinet.Crash.Probe.Fleet;

/// <summary>Says on standard output which warnings and errors the node logged: "logged 1004".</summary>
internal sealed class FleetWarnings : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Console.Out.WriteLine($"logged {eventId.Id} {formatter(state, exception)}");
        }
    }

    public void Dispose()
    {
    }
}
