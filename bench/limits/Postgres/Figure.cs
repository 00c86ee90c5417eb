namespace Cabinet.Limits.Postgres;

/// <summary>One limit: its name, its unit, and the loop that measures it once on a fresh table.</summary>
internal sealed record Figure(string Name, string Unit, Func<Database, Task<double>> MeasureAsync)
{
    // The counts make a run last a second or two; the loops warm up with a tenth before they are timed.
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("insert-1", "rows/s", database => Loops.InsertAsync(database, clients: 1, rows: 5_000)),
        new("insert-8", "rows/s", database => Loops.InsertAsync(database, clients: 8, rows: 20_000)),
        new("insert-64", "rows/s", database => Loops.InsertAsync(database, clients: 64, rows: 40_000)),
        new("copy-1000", "rows/s", database => Loops.BulkAsync(
            database, (session, rows) => session.CopyAsync(rows), batch: 1_000, rows: 200_000)),
        new("copy-10000", "rows/s", database => Loops.BulkAsync(
            database, (session, rows) => session.CopyAsync(rows), batch: 10_000, rows: 300_000)),
        new("unnest-1000", "rows/s", database => Loops.BulkAsync(
            database, (session, rows) => session.InsertManyAsync(rows), batch: 1_000, rows: 100_000)),
        new("claim-complete-500", "jobs/s", database => Loops.DrainAsync(
            database, session => Loops.ClaimAndCompleteAsync(session, 500), rows: 200_000)),
        new("delete-500", "jobs/s", database => Loops.DrainAsync(
            database, session => Loops.PopAsync(session, 500), rows: 300_000)),
        new("insert-claim-p50", "ms", database => Loops.InsertThenClaimAsync(database, percentile: 50, rows: 2_500)),
        new("insert-claim-p99", "ms", database => Loops.InsertThenClaimAsync(database, percentile: 99, rows: 2_500)),
        new("hand-over-p50", "ms", database => HandOver.MeasureAsync(database, percentile: 50)),
        new("hand-over-p99", "ms", database => HandOver.MeasureAsync(database, percentile: 99)),
    ];
}
