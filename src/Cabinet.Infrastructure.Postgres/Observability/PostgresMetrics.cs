using System.Diagnostics.Metrics;

namespace Cabinet.Infrastructure.Postgres.Observability;

/// <summary>What the store counts and measures, under the meter's name "Cabinet.Postgres".</summary>
internal sealed class PostgresMetrics : IDisposable
{
    public const string Name = "Cabinet.Postgres";

    private static readonly KeyValuePair<string, object?> OfWriteSets = new("cabinet.commit.kind", "write_sets");
    private static readonly KeyValuePair<string, object?> OfClaim = new("cabinet.commit.kind", "claim");

    private readonly Meter meter;
    private readonly Counter<long> commits;
    private readonly Counter<long> lookUps;
    private readonly Counter<long> reconnects;
    private readonly Histogram<int> writeSets;
    private readonly Histogram<int> claimed;
    private readonly Histogram<double> duration;

    public PostgresMetrics(IMeterFactory? factory)
    {
        meter = factory?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        commits = meter.CreateCounter<long>(
            "cabinet.postgres.commits", "{commit}",
            "Physical commits; cabinet.commit.kind says of what: write_sets, or a claim that took jobs.");
        lookUps = meter.CreateCounter<long>(
            "cabinet.postgres.commit.look_ups", "{look_up}",
            "Commits whose answer was lost or uncertain and that were looked up; cabinet.found says what came of it.");
        reconnects = meter.CreateCounter<long>(
            "cabinet.postgres.reconnects", "{connection}", "Connections that write and had to be opened again.");
        writeSets = meter.CreateHistogram<int>(
            "cabinet.postgres.commit.size", "{write_set}", "Write sets that shared one commit.");
        claimed = meter.CreateHistogram<int>(
            "cabinet.postgres.claim.size", "{job}", "Jobs that one claim took; 0 when there were none.");
        duration = meter.CreateHistogram<double>(
            "cabinet.postgres.commit.duration", "s",
            "How long a commit took, with its look-up if there was one; cabinet.commit.kind as above.");
    }

    public void Dispose() => meter.Dispose();

    /// <summary>Notes a commit of write sets.</summary>
    /// <param name="size">The write sets that shared it.</param>
    /// <param name="took">How long it took.</param>
    public void Committed(int size, TimeSpan took)
    {
        try
        {
            commits.Add(1, OfWriteSets);
            writeSets.Record(size);
            duration.Record(took.TotalSeconds, OfWriteSets);
        }
        catch (Exception)
        {
            // A listener that throws must not reach the writer (guarantee 9).
        }
    }

    /// <summary>Notes a claim, which is a commit unless it took nothing.</summary>
    /// <param name="jobs">The jobs that it took.</param>
    /// <param name="took">How long it took.</param>
    public void Claimed(int jobs, TimeSpan took)
    {
        try
        {
            claimed.Record(jobs);
            if (jobs > 0)
            {
                commits.Add(1, OfClaim);
                duration.Record(took.TotalSeconds, OfClaim);
            }
        }
        catch (Exception)
        {
            // As above.
        }
    }

    /// <summary>Notes the look-up of a commit.</summary>
    /// <param name="found">Whether it took place.</param>
    public void LookedUp(bool found)
    {
        try
        {
            lookUps.Add(1, new KeyValuePair<string, object?>("cabinet.found", found));
        }
        catch (Exception)
        {
            // As above.
        }
    }

    /// <summary>Notes that a connection was opened again.</summary>
    public void Reconnected()
    {
        try
        {
            reconnects.Add(1);
        }
        catch (Exception)
        {
            // As above.
        }
    }
}
