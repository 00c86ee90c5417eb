using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Counts jobs by queue and state: rows by class, less those that a lease says are running.</summary>
internal static class JobCounts
{
    public static IReadOnlyList<JobCount> Read(ReaderSession session)
    {
        var counts = new Dictionary<(int Queue, JobState State), long>();
        var row = session.Statement(JobReadSql.Count);
        while (row.Step())
        {
            var key = JobKey.FromGroup(row.Int64(0));
            Add(counts, key.Queue, JobRows.State(key.Class, lease: null), row.Int64(1));
        }

        CountRunning(session, counts);
        return [.. counts.Where(count => count.Value > 0)
            .Select(count => new JobCount(session.Names.Queue(count.Key.Queue), count.Key.State, count.Value))
            .OrderBy(count => count.Queue.Value, StringComparer.Ordinal).ThenBy(count => count.State)];
    }

    private static void CountRunning(ReaderSession session, Dictionary<(int Queue, JobState State), long> counts)
    {
        var leases = LeaseView.Read(session);
        var fence = session.Statement(JobReadSql.Fence);
        foreach (var value in leases.Keys)
        {
            fence.Bind(1, value);
            if (fence.Step() && leases.Find(value, fence.Int64(0)) is not null)
            {
                var key = new JobKey(value);
                Add(counts, key.Queue, JobRows.State(key.Class, lease: null), -1);
                Add(counts, key.Queue, JobState.Running, 1);
            }

            fence.Reset();
        }
    }

    private static void Add(
        Dictionary<(int Queue, JobState State), long> counts, int queue, JobState state, long count) =>
        counts[(queue, state)] = counts.GetValueOrDefault((queue, state)) + count;
}
