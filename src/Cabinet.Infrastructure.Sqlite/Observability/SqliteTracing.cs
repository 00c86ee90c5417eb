using System.Diagnostics;

namespace Cabinet.Infrastructure.Sqlite.Observability;

/// <summary>Traces of the store, under the source's name "Cabinet.Sqlite": one span for each physical commit.</summary>
/// <remarks>A commit serves many callers, so its span is a root; their own spans show how long they waited.</remarks>
internal static class SqliteTracing
{
    private static readonly ActivitySource Source = new(SqliteMetrics.Name);

    /// <summary>Notes a commit that has just ended. Costs nothing while nobody listens.</summary>
    /// <param name="size">Write sets and claims that shared it.</param>
    /// <param name="time">Tells the time, which is only asked for when somebody listens.</param>
    /// <param name="took">How long it took.</param>
    public static void Committed(int size, TimeProvider time, TimeSpan took)
    {
        if (Source.HasListeners())
        {
            Trace(size, time.GetUtcNow() - took);
        }
    }

    private static void Trace(int size, DateTimeOffset started)
    {
        try
        {
            using var activity = Source.StartActivity(
                ActivityKind.Internal, parentContext: default,
                tags: [new("db.system.name", "sqlite"), new("db.operation.batch.size", size)],
                links: null, startTime: started, name: "COMMIT");
        }
        catch (Exception)
        {
            // A listener that throws must not reach the writer (guarantee 9).
        }
    }
}
