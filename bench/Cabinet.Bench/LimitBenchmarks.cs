namespace Cabinet.Bench;

/// <summary>The limits as figures of their own.</summary>
internal static class LimitBenchmarks
{
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

    private static Benchmark Limit(string figure, string unit) =>
        new(figure, unit, null, LimitProgram.Measuring(figure));
}
