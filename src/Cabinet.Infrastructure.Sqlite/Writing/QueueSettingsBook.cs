using Cabinet.Domain.Limits;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>What is set for queues, in memory: read when it is first asked for and after each change.</summary>
internal sealed class QueueSettingsBook(SqliteConnection connection)
{
    /// <summary>The columns that limits are read from.</summary>
    public const string LimitColumns =
        "running, partition_running, ordered, rate_count, rate_period, rate_burst, partition_rate_count, "
        + "partition_rate_period, partition_rate_burst";

    private const string AllSql = $"SELECT queue, paused, {LimitColumns} FROM queue_setting";

    private readonly SqliteStatement all = connection.Prepare(AllSql);
    private Dictionary<int, (bool IsPaused, QueueLimits Limits)>? known;

    /// <summary>What is set for a queue.</summary>
    public (bool IsPaused, QueueLimits Limits) Of(int queue) =>
        (known ??= Read()).TryGetValue(queue, out var settings) ? settings : (false, QueueLimits.None);

    /// <summary>Forgets everything: it was changed, or may have been.</summary>
    public void Forget() => known = null;

    /// <summary>The limits in <see cref="LimitColumns"/>, which begin at this column.</summary>
    public static QueueLimits ReadLimits(SqliteStatement row, int column) => new()
    {
        MaximumRunning = row.IsNull(column) ? null : row.Int32(column),
        MaximumRunningPerPartition = row.IsNull(column + 1) ? null : row.Int32(column + 1),
        IsOrdered = row.Int32(column + 2) != 0,
        Rate = ReadRate(row, column + 3),
        RatePerPartition = ReadRate(row, column + 6),
    };

    private static RateLimit? ReadRate(SqliteStatement row, int column) => row.IsNull(column)
        ? null
        : new RateLimit(row.Int32(column), TimeSpan.FromMilliseconds(row.Int64(column + 1)), row.Int32(column + 2));

    private Dictionary<int, (bool IsPaused, QueueLimits Limits)> Read()
    {
        var settings = new Dictionary<int, (bool IsPaused, QueueLimits Limits)>();
        while (all.Step())
        {
            settings.Add(all.Int32(0), (all.Int32(1) != 0, ReadLimits(all, 2)));
        }

        return settings;
    }
}
