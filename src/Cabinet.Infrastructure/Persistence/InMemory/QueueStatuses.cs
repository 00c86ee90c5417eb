using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>How queues stand, counted row by row.</summary>
internal static class QueueStatuses
{
    /// <summary>All queues that have anything, by name.</summary>
    public static IReadOnlyList<QueueStatus> Read(StoreState state, DateTimeOffset now)
    {
        var jobs = state.Jobs.Rows.ToLookup(row => row.Job.Queue);
        var letters = state.DeadLetters.Rows.ToLookup(row => row.Row.Job.Queue);
        var hour = new Window(state, now, TimeSpan.FromHours(1));
        var minute = new Window(state, now, TimeSpan.FromMinutes(1));
        return
        [
            .. jobs.Select(group => group.Key).Concat(letters.Select(group => group.Key)).Concat(hour.Queues).Distinct()
                .OrderBy(queue => queue.Value, StringComparer.Ordinal)
                .Select(queue => Read(queue, [.. jobs[queue]], [.. letters[queue]]) with
                {
                    LastMinute = minute.Of(queue, letters[queue]),
                    LastHour = hour.Of(queue, letters[queue]),
                }),
        ];
    }

    private static QueueStatus Read(QueueName queue, List<JobRow> jobs, List<DeadLetterRow> letters)
    {
        return new QueueStatus(queue)
        {
            Available = Count(JobState.Available),
            Scheduled = Count(JobState.Scheduled),
            Running = Count(JobState.Running),
            Suspect = Count(JobState.Suspect),
            DeadLetters = new QueueCount(letters.Count, IsExact: true),
            OldestAvailableAt = jobs.Where(job => job.State == JobState.Available)
                .Select(job => (DateTimeOffset?)job.Job.CreatedAt).Min(),
        };

        QueueCount Count(JobState state) => new(jobs.LongCount(job => job.State == state), IsExact: true);
    }

    private sealed class Window
    {
        private readonly DateTimeOffset from;
        private readonly DateTimeOffset now;
        private readonly Dictionary<QueueName, int> ended;

        public Window(StoreState state, DateTimeOffset now, TimeSpan length)
        {
            this.now = now;
            from = now - length;
            var records = state.History.Rows.Where(record => record.EndedAt >= from)
                .OrderByDescending(record => record.EndedAt).Take(QueueRate.MaximumRecords).ToList();
            from = records.Count == QueueRate.MaximumRecords ? records[^1].EndedAt : from;
            ended = records.CountBy(record => record.Queue).ToDictionary();
        }

        public IEnumerable<QueueName> Queues => ended.Keys;

        public QueueRate Of(QueueName queue, IEnumerable<DeadLetterRow> letters) => new(
            ended.GetValueOrDefault(queue),
            Math.Min(QueueRate.MaximumRecords, letters.Count(letter => letter.Error.At >= from)),
            now - from);
    }
}
