using System.Diagnostics.Metrics;

namespace Cabinet.Infrastructure.Sqlite.Observability;

/// <summary>What the store counts and measures, under the meter's name "Cabinet.Sqlite".</summary>
internal sealed class SqliteMetrics : IDisposable
{
    public const string Name = "Cabinet.Sqlite";

    private readonly Meter meter;
    private readonly Counter<long> commits;
    private readonly Counter<long> waits;
    private readonly Histogram<int> writeSets;
    private readonly Histogram<double> duration;

    public SqliteMetrics(IMeterFactory? factory)
    {
        meter = factory?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        commits = meter.CreateCounter<long>(
            "cabinet.sqlite.commits", "{commit}", "Physical commits, each with one sync.");
        waits = meter.CreateCounter<long>(
            "cabinet.sqlite.busy_waits", "{wait}", "How often the writer waited a little for another process.");
        writeSets = meter.CreateHistogram<int>(
            "cabinet.sqlite.commit.size", "{write_set}", "Write sets and claims that shared one commit.");
        duration = meter.CreateHistogram<double>(
            "cabinet.sqlite.commit.duration", "s", "How long a commit took, from its first write set on.");
    }

    public void Dispose() => meter.Dispose();

    public void Committed(int size, TimeSpan took)
    {
        commits.Add(1);
        writeSets.Record(size);
        duration.Record(took.TotalSeconds);
    }

    public void Waited() => waits.Add(1);
}
