using Microsoft.Extensions.Logging;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>Writes into the test's log.</summary>
internal sealed class TestLogger<TCategory>(TestLog log) : ILogger<TCategory>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        log.Entries.Enqueue((logLevel, eventId, formatter(state, exception)));
        if (log.Throws)
        {
            throw new InvalidOperationException("logger");
        }
    }
}
