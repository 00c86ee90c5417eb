using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>How queues stand, from a bounded look at their rows and the last full count.</summary>
internal sealed class QueueStatuses
{
    // Rows that a look takes in all; a row of the hot table is a step in a page that is read anyway.
    private const int Budget = 200_000;

    private readonly ReaderSession session;
    private readonly SortedDictionary<int, QueueStatus> queues = [];
    private readonly Dictionary<(int Queue, JobState State), long> seen = [];
    private readonly Dictionary<(int Queue, JobState State), long> recorded = [];
    private readonly HashSet<long> running = [];
    private DateTimeOffset? recordedAt;
    private int bound;

    private QueueStatuses(ReaderSession session) => this.session = session;

    /// <summary>Reads all queues that have anything.</summary>
    public static IReadOnlyList<QueueStatus> Read(ReaderSession session, DateTimeOffset now)
    {
        var statuses = new QueueStatuses(session);
        statuses.ReadRecorded();
        statuses.ReadRunning();
        statuses.ReadGroups();
        statuses.ReadDeadLetters();
        statuses.ReadRates(now);
        return [.. statuses.queues.Keys.ToList().Select(statuses.Finish)
            .OrderBy(status => status.Queue.Value, StringComparer.Ordinal)];
    }

    private void ReadRecorded()
    {
        var count = session.Statement(QueueStatusSql.Queues);
        count.Step();
        bound = QueueStatus.BoundFor(count.Int64(0), Budget);
        count.Reset();
        var row = session.Statement(QueueStatusSql.Recorded);
        while (row.Step())
        {
            recorded[(row.Int32(0), (JobState)row.Int32(1))] = row.Int64(2);
            recordedAt = row.Time(3);
        }
    }

    private void ReadRunning()
    {
        var leases = LeaseView.Read(session);
        var fence = session.Statement(JobReadSql.Fence);
        foreach (var value in leases.Keys)
        {
            fence.Bind(1, value);
            if (fence.Step() && leases.Find(value, fence.Int64(0)) is not null)
            {
                running.Add(value);
            }

            fence.Reset();
        }
    }

    private void ReadGroups()
    {
        var runningIn = running.CountBy(key => JobKey.FromGroup(key >> 47)).ToDictionary();
        var next = session.Statement(QueueStatusSql.NextGroup);
        var count = session.Statement(QueueStatusSql.CountGroup);
        var from = 0L;
        while (Next(next, from) is { } group)
        {
            var first = JobKey.FromGroup(group);
            var held = runningIn.GetValueOrDefault(first);
            count.Bind(1, first.Value).Bind(2, JobKey.FromGroup(group + 1).Value - 1).Bind(3, bound + held + 1L).Step();
            Add(first.Queue, JobRows.State(first.Class, lease: null), count.Int64(0) - held);
            Add(first.Queue, JobState.Running, held);
            count.Reset();
            if (first.Class is not (JobClass.Scheduled or JobClass.Suspect))
            {
                ReadOldest(first);
            }

            from = JobKey.FromGroup(group + 1).Value;
        }
    }

    // Keys sort by age within a priority, and few of those in front run.
    private void ReadOldest(JobKey first)
    {
        var rows = session.Statement(QueueStatusSql.Oldest);
        for (var priority = 0; priority <= JobPriority.Last; priority++)
        {
            rows.Bind(1, JobKey.Make(first.Class, first.Queue, priority, 0).Value)
                .Bind(2, JobKey.LastOf(first.Class, first.Queue, priority).Value);
            var isFound = false;
            while (!isFound && rows.Step())
            {
                isFound = !running.Contains(rows.Int64(0));
            }

            if (isFound)
            {
                var status = Of(first.Queue);
                var at = rows.Time(1);
                queues[first.Queue] = status with
                {
                    OldestAvailableAt = status.OldestAvailableAt < at ? status.OldestAvailableAt : at,
                };
                rows.Reset();
            }
        }
    }

    private void ReadDeadLetters()
    {
        var next = session.Statement(QueueStatusSql.NextDeadQueue);
        var queue = -1L;
        while (Next(next, queue) is { } found)
        {
            queue = found;
            var dead = CountDead((int)queue, DateTimeOffset.UnixEpoch, bound + 1);
            queues[(int)queue] = Of((int)queue) with { DeadLetters = QueueCount.From(dead, bound, counted: null) };
        }
    }

    private void ReadRates(DateTimeOffset now)
    {
        var hour = ReadEnded(now, TimeSpan.FromHours(1));
        var minute = ReadEnded(now, TimeSpan.FromMinutes(1));
        foreach (var queue in hour.Ended.Keys)
        {
            Of(queue);
        }

        foreach (var queue in queues.Keys.ToList())
        {
            queues[queue] = queues[queue] with { LastHour = Rate(hour), LastMinute = Rate(minute) };

            QueueRate Rate((Dictionary<int, long> Ended, DateTimeOffset From) window) => new(
                window.Ended.GetValueOrDefault(queue),
                CountDead(queue, window.From, QueueRate.MaximumRecords),
                now - window.From);
        }
    }

    private (Dictionary<int, long> Ended, DateTimeOffset From) ReadEnded(DateTimeOffset now, TimeSpan window)
    {
        var (ended, from, count) = (new Dictionary<int, long>(), now - window, 0);
        var row = session.Statement(QueueStatusSql.Ended).Bind(1, HistoryKey.First(from)).Bind(2, QueueRate.MaximumRecords);
        while (row.Step())
        {
            ended[row.Int32(1)] = ended.GetValueOrDefault(row.Int32(1)) + 1;
            if (++count == QueueRate.MaximumRecords)
            {
                from = HistoryKey.EndedAt(row.Int64(0));
            }
        }

        return (ended, from);
    }

    private long CountDead(int queue, DateTimeOffset from, int limit)
    {
        var row = session.Statement(QueueStatusSql.CountDead).Bind(1, queue).Bind(2, from).Bind(3, limit);
        row.Step();
        var count = row.Int64(0);
        row.Reset();
        return count;
    }

    private QueueStatus Finish(int queue)
    {
        var status = Of(queue) with
        {
            Available = Count(JobState.Available),
            Scheduled = Count(JobState.Scheduled),
            Suspect = Count(JobState.Suspect),
            Running = new QueueCount(seen.GetValueOrDefault((queue, JobState.Running)), IsExact: true),
        };
        var isExact = status.Available.IsExact && status.Scheduled.IsExact && status.Suspect.IsExact;
        return status with { CountedAt = isExact ? null : recordedAt };

        QueueCount Count(JobState state) => QueueCount.From(
            seen.GetValueOrDefault((queue, state)),
            bound,
            recorded.TryGetValue((queue, state), out var counted) ? counted : null);
    }

    private QueueStatus Of(int queue)
    {
        if (!queues.TryGetValue(queue, out var status))
        {
            status = new QueueStatus(session.Names.Queue(queue));
            queues.Add(queue, status);
        }

        return status;
    }

    private void Add(int queue, JobState state, long count)
    {
        Of(queue);
        seen[(queue, state)] = seen.GetValueOrDefault((queue, state)) + count;
    }

    private static long? Next(Native.SqliteStatement statement, long after)
    {
        statement.Bind(1, after);
        if (!statement.Step())
        {
            return null;
        }

        var found = statement.Int64(0);
        statement.Reset();
        return found;
    }
}
