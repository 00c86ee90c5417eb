namespace Cabinet.Limits;

/// <summary>One limit: its name, its unit, and the loop that measures it once in a fresh database at a path.</summary>
internal sealed record Figure(string Name, string Unit, Func<string, double> Measure)
{
    // The counts make a run last about a second; the loops warm up before they are timed.
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("insert-1", "rows/s", path => Loops.Insert(path, batch: 1, rows: 5_000)),
        new("insert-8", "rows/s", path => Loops.Insert(path, batch: 8, rows: 30_000)),
        new("insert-64", "rows/s", path => Loops.Insert(path, batch: 64, rows: 120_000)),
        new("insert-500", "rows/s", path => Loops.Insert(path, batch: 500, rows: 200_000)),
        new("claim-complete-500", "jobs/s", path => Loops.ClaimAndComplete(path, batch: 500, rows: 200_000)),
        new("insert-claim-p50", "ms", path => Loops.InsertThenClaim(path, percentile: 50, rows: 2_500)),
        new("insert-claim-p99", "ms", path => Loops.InsertThenClaim(path, percentile: 99, rows: 2_500)),
    ];
}
