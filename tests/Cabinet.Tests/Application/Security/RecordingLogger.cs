using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Cabinet.Tests.Application.Security;

/// <summary>Keeps what a sink of logs would see: the message and each value of the state as text.</summary>
internal sealed class RecordingLogger : ILogger
{
    internal List<string> Messages { get; } = [];

    internal List<string> Values { get; } = [];

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
        Messages.Add(formatter(state, exception));
        if (state is not IEnumerable<KeyValuePair<string, object?>> values) return;
        Values.AddRange(values.Select(value =>
            $"{value.Key}={Convert.ToString(value.Value, CultureInfo.InvariantCulture)}"));
    }
}
