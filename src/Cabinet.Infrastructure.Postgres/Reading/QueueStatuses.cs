using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Puts together how queues stand: a bounded count, the last full one, and what ended lately.</summary>
internal sealed class QueueStatuses
{
    /// <summary>How many rows are counted in all; names that aren't a queue's take a share of it.</summary>
    public const int Budget = 500_000;

    private readonly Dictionary<(string Queue, JobState State), long> recorded = [];
    private readonly Dictionary<string, QueueStatus> queues = [];
    private DateTimeOffset? recordedAt;

    /// <summary>The windows of rates.</summary>
    public static TimeSpan[] Windows { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)];

    /// <summary>What was put together, by name.</summary>
    public IReadOnlyList<QueueStatus> All =>
        [.. queues.Values.OrderBy(status => status.Queue.Value, StringComparer.Ordinal)];

    public static Counted ReadRecorded(NpgsqlDataReader row) =>
        new(row.GetString(0), (JobState)row.GetInt32(1), row.GetInt64(2), row.Time(3));

    public static (string Queue, QueueRate Rate) ReadRate(NpgsqlDataReader row, DateTimeOffset now) =>
        (row.GetString(0), new QueueRate(row.GetInt64(1), row.GetInt64(2), now - row.Time(3)));

    public void Add(IReadOnlyList<Counted> counts)
    {
        foreach (var count in counts)
        {
            recorded[(count.Queue, count.State)] = count.Count;
            recordedAt = count.At;
        }
    }

    public void Add(IReadOnlyList<QueueStatus> statuses)
    {
        foreach (var status in statuses)
        {
            queues[status.Queue.Value] = status;
        }
    }

    public void Add(TimeSpan window, IReadOnlyList<(string Queue, QueueRate Rate)> rates)
    {
        foreach (var (queue, rate) in rates)
        {
            var status = queues.GetValueOrDefault(queue) ?? new QueueStatus(new QueueName(queue));
            queues[queue] = window == Windows[0] ? status with { LastMinute = rate } : status with { LastHour = rate };
        }
    }

    public QueueStatus Read(NpgsqlDataReader row)
    {
        var queue = row.GetString(0);
        var bound = row.GetInt32(1);
        var status = new QueueStatus(new QueueName(queue))
        {
            Available = Count(2, JobState.Available),
            Scheduled = Count(3, JobState.Scheduled),
            Running = new QueueCount(row.GetInt64(4), IsExact: true),
            Suspect = Count(5, JobState.Suspect),
            DeadLetters = QueueCount.From(row.GetInt64(6), bound, counted: null),
            OldestAvailableAt = row.TimeOrNull(7),
        };
        var isExact = status.Available.IsExact && status.Scheduled.IsExact && status.Suspect.IsExact;
        return status with { CountedAt = isExact ? null : recordedAt };

        QueueCount Count(int column, JobState state) => QueueCount.From(
            row.GetInt64(column), bound, recorded.TryGetValue((queue, state), out var counted) ? counted : null);
    }

    internal sealed record Counted(string Queue, JobState State, long Count, DateTimeOffset At);
}
