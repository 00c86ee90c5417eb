using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.BackgroundTasks;
using Npgsql;

namespace Cabinet.Bench.Queue;

/// <summary>
/// Whether tables and indexes stay as large as they are while jobs come and go at a steady rate: the largest sizes of the
/// last quarter of the time beside the largest of the second.
/// </summary>
/// <remarks>
/// The history is kept for 2 minutes, so that as much is deleted as is written; vacuuming is left to the server, with its
/// defaults and what the schema says.
/// </remarks>
/// <param name="store">Where.</param>
/// <param name="time">How long jobs come and go.</param>
/// <param name="rate">How many jobs a second are enqueued.</param>
internal sealed class ChurnBenchmarks(PostgresStore store, TimeSpan time, int rate)
{
    private const int Samples = 240;

    // A tenth of the jobs come one by one, as most callers enqueue, and the others together.
    private const int RoundsPerSecond = 10;
    private const int Single = 10;

    private const string SizesSql =
        """
        SELECT sum(pg_table_size(oid))::float8, sum(pg_indexes_size(oid))::float8
        FROM pg_class WHERE relnamespace = 'cabinet'::regnamespace AND relkind = 'r'
        """;

    public IReadOnlyList<Benchmark> All
    {
        get
        {
            var runs = new SharedRuns<double>(MeasureAsync);
            return [Beside("churn-table-bytes", "B", runs), Beside("churn-index-bytes", "B", runs)];
        }
    }

    private static Benchmark Beside(string figure, string unit, SharedRuns<double> runs) =>
        new(figure, unit, Settled(figure), (folder, cancellation) => runs.TakeAsync(figure, folder, cancellation))
        {
            MeasureLimitAsync = (folder, cancellation) => runs.TakeAsync(Settled(figure), folder, cancellation),
            IsWarm = true,
        };

    private static string Settled(string figure) => figure + "-settled";

    private async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        string folder, CancellationToken cancellation)
    {
        await using var place = await store.CreateAsync(folder, cancellation);
        await using var queue = await CabinetQueue.OpenOnPostgresAsync(
            place.Folder,
            place.ConnectionString!,
            Retention.Summary,
            new JobMeter(),
            services => services.AddBackgroundTasks(history =>
            {
                history.KeepHistory = TimeSpan.FromMinutes(2);
                history.Interval = TimeSpan.FromSeconds(15);
            }),
            cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var feeding = FeedAsync(queue, ended.Token);
        var sizes = new List<(double Tables, double Indexes)>(Samples);
        using var moments = new PeriodicTimer(time / Samples, TimeProvider.System);
        while (sizes.Count < Samples && !feeding.IsCompleted)
        {
            await moments.WaitForNextTickAsync(cancellation);
            sizes.Add(await SizesAsync(place.ConnectionString!, cancellation));
        }
        await ended.CancelAsync();
        await feeding;
        var settled = sizes[(Samples / 4)..(Samples / 2)];
        var last = sizes[(3 * Samples / 4)..];
        return new Dictionary<string, double>
        {
            ["churn-table-bytes"] = last.Max(size => size.Tables),
            [Settled("churn-table-bytes")] = settled.Max(size => size.Tables),
            ["churn-index-bytes"] = last.Max(size => size.Indexes),
            [Settled("churn-index-bytes")] = settled.Max(size => size.Indexes),
        };
    }

    private async Task FeedAsync(IQueueUnderTest queue, CancellationToken cancellation)
    {
        using var rounds = new PeriodicTimer(TimeSpan.FromSeconds(1) / RoundsPerSecond, TimeProvider.System);
        var jobs = rate / RoundsPerSecond;
        var alone = jobs / Single;
        while (!cancellation.IsCancellationRequested)
        {
            await rounds.WaitForNextTickAsync(CancellationToken.None);
            await Task.WhenAll(
                Enumerable.Range(0, alone).Select(_ => queue.EnqueueAsync(CancellationToken.None))
                    .Append(queue.EnqueueManyAsync(jobs - alone, CancellationToken.None)));
        }
    }

    private static async Task<(double Tables, double Indexes)> SizesAsync(
        string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(SizesSql, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetDouble(0), row.GetDouble(1));
    }
}
