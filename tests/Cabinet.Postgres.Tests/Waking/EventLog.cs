using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Cabinet.Postgres.Tests.Waking;

/// <summary>Keeps the ids of what was logged, for a test that awaits them.</summary>
internal sealed class EventLog : ILogger
{
    private readonly Channel<int> events = Channel.CreateUnbounded<int>();

    /// <summary>Completes when this event comes; those before it are dropped.</summary>
    public async Task WhenAsync(int id)
    {
        while (await events.Reader.ReadAsync(TestContext.Current.CancellationToken) != id)
        {
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) => events.Writer.TryWrite(eventId.Id);
}
