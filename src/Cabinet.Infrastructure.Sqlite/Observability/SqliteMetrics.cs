using System.Diagnostics.Metrics;

namespace Cabinet.Infrastructure.Sqlite.Observability;

/// <summary>What the store counts and measures, under the meter's name "Cabinet.Sqlite".</summary>
internal sealed class SqliteMetrics : IDisposable
{
    public const string Name = "Cabinet.Sqlite";

    private readonly Meter meter;
    private readonly Counter<long> commits;
    private readonly Counter<long> waits;
    private readonly Counter<long> freedPages;
    private readonly Histogram<int> writeSets;
    private readonly Histogram<double> duration;

    public SqliteMetrics(IMeterFactory? factory)
    {
        meter = factory?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        commits = meter.CreateCounter<long>(
            "cabinet.sqlite.commits", "{commit}", "Physical commits, each with one sync.");
        waits = meter.CreateCounter<long>(
            "cabinet.sqlite.busy_waits", "{wait}", "How often the writer waited a little for another process.");
        freedPages = meter.CreateCounter<long>(
            "cabinet.sqlite.freed_pages", "{page}", "Empty pages that were given back to the file system.");
        writeSets = meter.CreateHistogram<int>(
            "cabinet.sqlite.commit.size", "{write_set}", "Write sets and claims that shared one commit.");
        duration = meter.CreateHistogram<double>(
            "cabinet.sqlite.commit.duration", "s", "How long a commit took, from its first write set on.");
    }

    public void Dispose() => meter.Dispose();

    public void Committed(int size, TimeSpan took)
    {
        try
        {
            commits.Add(1);
            writeSets.Record(size);
            duration.Record(took.TotalSeconds);
        }
        catch (Exception)
        {
            // A listener that throws must not reach the writer (guarantee 9).
        }
    }

    public void Waited() => Add(waits, 1);

    public void Freed(long pages) => Add(freedPages, pages);

    private static void Add(Counter<long> counter, long count)
    {
        try
        {
            counter.Add(count);
        }
        catch (Exception)
        {
            // As above.
        }
    }
}
