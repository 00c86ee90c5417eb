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

    /// <summary>The columns that the limits of a type are read from.</summary>
    public const string TypeColumns = "running, rate_count, rate_period, rate_burst";

    /// <summary>Whether a type has limits.</summary>
    public const string IsTypeLimited = "(running IS NOT NULL OR rate_count IS NOT NULL)";

    private const string AllSql = $"SELECT queue, paused, {LimitColumns} FROM queue_setting";

    private const string TypesSql = $"SELECT queue, type, {TypeColumns} FROM type_limit WHERE {IsTypeLimited}";

    private readonly SqliteStatement all = connection.Prepare(AllSql);
    private readonly SqliteStatement types = connection.Prepare(TypesSql);
    private Dictionary<int, StoredSettings>? known;

    /// <summary>What is set for a queue.</summary>
    public StoredSettings Of(int queue) => (known ??= Read()).GetValueOrDefault(queue, StoredSettings.None);

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

    /// <summary>The limits in <see cref="TypeColumns"/>, which begin at this column.</summary>
    public static TypeLimits ReadTypeLimits(SqliteStatement row, int column) => new()
    {
        MaximumRunning = row.IsNull(column) ? null : row.Int32(column),
        Rate = ReadRate(row, column + 1),
    };

    private static RateLimit? ReadRate(SqliteStatement row, int column) => row.IsNull(column)
        ? null
        : new RateLimit(row.Int32(column), TimeSpan.FromMilliseconds(row.Int64(column + 1)), row.Int32(column + 2));

    private Dictionary<int, StoredSettings> Read()
    {
        var settings = new Dictionary<int, StoredSettings>();
        while (all.Step())
        {
            settings.Add(all.Int32(0), StoredSettings.None with { IsPaused = all.Int32(1) != 0, Limits = ReadLimits(all, 2) });
        }

        while (types.Step())
        {
            var queue = types.Int32(0);
            var before = settings.GetValueOrDefault(queue, StoredSettings.None);
            settings[queue] = before with
            {
                Types = new Dictionary<int, TypeLimits>(before.Types) { [types.Int32(1)] = ReadTypeLimits(types, 2) },
            };
        }

        return settings;
    }
}
