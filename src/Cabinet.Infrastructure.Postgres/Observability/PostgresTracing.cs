using System.Diagnostics;

namespace Cabinet.Infrastructure.Postgres.Observability;

/// <summary>Traces of the store, under the source's name "Cabinet.Postgres": one span for each physical commit.</summary>
/// <remarks>A commit serves many callers, so its span is a root; their own spans show how long they waited.</remarks>
internal static class PostgresTracing
{
    private static readonly ActivitySource Source = new(PostgresMetrics.Name);

    /// <summary>Notes a commit that has just ended. Costs nothing while nobody listens.</summary>
    /// <param name="size">The write sets that shared it.</param>
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
                tags: [new("db.system.name", "postgresql"), new("db.operation.batch.size", size)],
                links: null, startTime: started, name: "COMMIT");
        }
        catch (Exception)
        {
            // A listener that throws must not reach the writer (guarantee 9).
        }
    }
}
