using Cabinet.Bench.Queue;

namespace Cabinet.Bench;

/// <summary>The limits as figures of their own.</summary>
internal static class LimitBenchmarks
{
    /// <summary>The limits of SQLite.</summary>
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        Limit("insert-1", "rows/s"),
        Limit("insert-8", "rows/s"),
        Limit("insert-64", "rows/s"),
        Limit("insert-500", "rows/s"),
        Limit("claim-complete-500", "jobs/s"),
        Limit("insert-claim-p50", "ms"),
        Limit("insert-claim-p99", "ms"),
    ];

    private static readonly IReadOnlyList<(string Figure, string Unit)> Postgres =
    [
        ("insert-1", "rows/s"),
        ("insert-8", "rows/s"),
        ("insert-64", "rows/s"),
        ("copy-1000", "rows/s"),
        ("copy-10000", "rows/s"),
        ("unnest-1000", "rows/s"),
        ("claim-complete-500", "jobs/s"),
        ("delete-500", "jobs/s"),
        ("insert-claim-p50", "ms"),
        ("insert-claim-p99", "ms"),
        ("hand-over-p50", "ms"),
        ("hand-over-p99", "ms"),
    ];

    /// <summary>The limits of PostgreSQL, on a server.</summary>
    public static IReadOnlyList<Benchmark> Of(PostgresStore store) =>
        [.. Postgres.Select(limit => new Benchmark(limit.Figure, limit.Unit, null, store.Limit(limit.Figure)))];

    /// <summary>
    /// Those of PostgreSQL's limits that no figure stands beside: other ways in and out, for who reads the table.
    /// </summary>
    public static IReadOnlyList<Benchmark> Further(PostgresStore store) =>
        [.. Of(store).Where(limit => limit.Figure is "unnest-1000" or "delete-500")];

    private static Benchmark Limit(string figure, string unit) =>
        new(figure, unit, null, LimitProgram.Measuring(figure));
}
