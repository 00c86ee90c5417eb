using Cabinet.Infrastructure.Sqlite.Observability;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>What the writer needs from outside.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="BusyTimeout">How long to wait for another process's transaction.</param>
/// <param name="Time">Measures that wait and how long commits take.</param>
/// <param name="Logger">Gets what operators should know.</param>
/// <param name="Metrics">Counts commits.</param>
internal sealed record WriterContext(
    string Path, TimeSpan BusyTimeout, TimeProvider Time, ILogger Logger, SqliteMetrics Metrics);
