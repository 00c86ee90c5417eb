using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>
/// What this subsystem measures. It carries no ids and no contents, and its failures stay here (guarantee 9).
/// </summary>
internal static class PersistenceTelemetry
{
    internal const string Name = "Cabinet.Persistence";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>(
        "cabinet.store.commit.duration", "s", "From the call to the acknowledgement of a write set, by outcome.");

    private static readonly Counter<long> Operations = Meter.CreateCounter<long>(
        "cabinet.store.operations", "{operation}", "Operations of committed write sets.");

    private static readonly Counter<long> Claimed = Meter.CreateCounter<long>(
        "cabinet.store.jobs.claimed", "{job}", "Jobs that claims gave.");

    private static readonly ActivitySource Activities = new(Name);

    /// <summary>Begins the span of a commit, if anybody listens.</summary>
    internal static Activity? StartCommit(WriteSet writeSet)
    {
        try
        {
            var activity = Activities.HasListeners() ? Activities.StartActivity("store commit") : null;
            activity?.SetTag("cabinet.store.operations", writeSet.Operations.Count);
            return activity;
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Ends the span of a commit.</summary>
    internal static void Stop(Activity? activity)
    {
        try
        {
            activity?.Dispose();
        }
        catch (Exception)
        {
            // Whoever listens to spans may fail; the commit is what it is.
        }
    }

    /// <summary>Counts a commit that was answered.</summary>
    internal static void Count(CommitResult result, WriteSet writeSet, TimeSpan duration)
    {
        if (!CommitDuration.Enabled && !Operations.Enabled)
        {
            return;
        }

        try
        {
            var committed = result is CommitResult.Committed;
            CommitDuration.Record(
                duration.TotalSeconds,
                new KeyValuePair<string, object?>("cabinet.outcome", committed ? "committed" : "refused"));
            Operations.Add(committed ? writeSet.Operations.Count : 0);
        }
        catch (Exception)
        {
            // Whoever listens to metrics may fail; the commit took effect all the same.
        }
    }

    /// <summary>Counts a claim.</summary>
    internal static void Count(ClaimResult result)
    {
        try
        {
            Claimed.Add(result.Jobs.Count);
        }
        catch (Exception)
        {
            // Whoever listens to metrics may fail; the jobs are claimed all the same.
        }
    }
}
