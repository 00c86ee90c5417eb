using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Limits;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Writes what is set for queues. None of it is refused.</summary>
internal sealed class QueueWriter(SqliteConnection connection, WriterMemory memory)
{
    private const string PauseSql =
        "INSERT INTO queue_setting (queue, paused) VALUES (?1, ?2) "
        + "ON CONFLICT (queue) DO UPDATE SET paused = excluded.paused";

    private const string LimitSql =
        """
        INSERT INTO queue_setting (
          queue, running, partition_running, ordered, rate_count, rate_period, rate_burst, partition_rate_count,
          partition_rate_period, partition_rate_burst)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (queue) DO UPDATE SET
          running = excluded.running, partition_running = excluded.partition_running, ordered = excluded.ordered,
          rate_count = excluded.rate_count, rate_period = excluded.rate_period, rate_burst = excluded.rate_burst,
          partition_rate_count = excluded.partition_rate_count, partition_rate_period = excluded.partition_rate_period,
          partition_rate_burst = excluded.partition_rate_burst
        """;

    private const string LimitTypeSql =
        """
        INSERT INTO type_limit (queue, type, running, rate_count, rate_period, rate_burst)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (queue, type) DO UPDATE SET
          running = excluded.running, rate_count = excluded.rate_count, rate_period = excluded.rate_period,
          rate_burst = excluded.rate_burst
        """;

    private const string ForgetSql =
        """
        DELETE FROM queue_setting
        WHERE queue = ?1 AND paused = 0 AND running IS NULL AND partition_running IS NULL AND ordered = 0
          AND rate_count IS NULL AND partition_rate_count IS NULL
        """;

    private const string PruneRatesSql =
        "DELETE FROM rate WHERE (queue, partition) IN (SELECT queue, partition FROM rate WHERE until < ?1 LIMIT ?2)";

    private const string ForgetCountsSql = "DELETE FROM job_count";

    private const string CountSql = "INSERT INTO job_count (queue, state, count, counted_at) VALUES (?1, ?2, ?3, ?4)";

    private readonly SqliteStatement forgetCounts = connection.Prepare(ForgetCountsSql);
    private readonly SqliteStatement count = connection.Prepare(CountSql);
    private readonly SqliteStatement pruneRates = connection.Prepare(PruneRatesSql);
    private readonly SqliteStatement pause = connection.Prepare(PauseSql);
    private readonly SqliteStatement limit = connection.Prepare(LimitSql);
    private readonly SqliteStatement limitType = connection.Prepare(LimitTypeSql);
    private readonly SqliteStatement forget = connection.Prepare(ForgetSql);

    public OperationOutcome Pause(PauseQueue operation)
    {
        var queue = memory.RequireQueue(operation.Queue);
        pause.Bind(1, queue).Bind(2, operation.IsPaused ? 1 : 0).Run();
        return Changed(queue);
    }

    public OperationOutcome Record(RecordJobCounts operation)
    {
        forgetCounts.Run();
        foreach (var counted in operation.Counts)
        {
            count.Bind(1, memory.RequireQueue(counted.Queue)).Bind(2, (int)counted.State).Bind(3, counted.Count)
                .Bind(4, operation.CountedAt).Run();
        }

        return OperationOutcome.Done;
    }

    public OperationOutcome Limit(LimitQueue operation)
    {
        var queue = memory.RequireQueue(operation.Queue);
        var limits = operation.Limits;
        limit.Bind(1, queue).Bind(2, limits.MaximumRunning).Bind(3, limits.MaximumRunningPerPartition)
            .Bind(4, limits.IsOrdered ? 1 : 0);
        BindRate(limit, 5, limits.Rate);
        BindRate(limit, 8, limits.RatePerPartition);
        limit.Run();
        return Changed(queue);
    }

    public OperationOutcome Limit(LimitJobType operation)
    {
        limitType.Bind(1, memory.RequireQueue(operation.Queue)).Bind(2, memory.Names.Require(operation.Type.Value))
            .Bind(3, operation.Limits.MaximumRunning);
        BindRate(limitType, 4, operation.Limits.Rate);
        limitType.Run();
        memory.Settings.Forget();
        return OperationOutcome.Done;
    }

    public OperationOutcome Prune(PruneRates operation) => OperationOutcome.Touched(
        pruneRates.Bind(1, UnixMicroseconds.Of(operation.UsedUpBefore)).Bind(2, operation.Limit).Run());

    private static void BindRate(SqliteStatement statement, int parameter, RateLimit? rate) => statement
        .Bind(parameter, rate?.Count)
        .Bind(parameter + 1, (int?)rate?.Period.TotalMilliseconds)
        .Bind(parameter + 2, rate?.Burst);

    private OperationOutcome Changed(int queue)
    {
        forget.Bind(1, queue).Run();
        memory.Settings.Forget();
        return OperationOutcome.Done;
    }
}
