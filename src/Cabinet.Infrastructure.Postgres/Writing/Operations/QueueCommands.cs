using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Writes what is set for queues. None of it is refused.</summary>
internal static class QueueCommands
{
    // A claim of the queue that is under way is waited for, and every later one sees what is set.
    private const string LockSql = "SELECT cabinet.lock_queue($1)";

    private const string PauseSql =
        """
        INSERT INTO cabinet.queue_setting (queue, paused) VALUES ($1, $2)
        ON CONFLICT (queue) DO UPDATE SET paused = excluded.paused
        """;

    private const string LimitSql =
        """
        INSERT INTO cabinet.queue_setting (
          queue, running, partition_running, ordered, rate_count, rate_period, rate_burst, partition_rate_count,
          partition_rate_period, partition_rate_burst)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (queue) DO UPDATE SET
          running = excluded.running, partition_running = excluded.partition_running, ordered = excluded.ordered,
          rate_count = excluded.rate_count, rate_period = excluded.rate_period, rate_burst = excluded.rate_burst,
          partition_rate_count = excluded.partition_rate_count, partition_rate_period = excluded.partition_rate_period,
          partition_rate_burst = excluded.partition_rate_burst
        """;

    private const string LimitTypeSql =
        """
        INSERT INTO cabinet.type_limit (queue, type, running, rate_count, rate_period, rate_burst)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (queue, type) DO UPDATE SET
          running = excluded.running, rate_count = excluded.rate_count, rate_period = excluded.rate_period,
          rate_burst = excluded.rate_burst
        """;

    private const string ForgetSql =
        """
        DELETE FROM cabinet.queue_setting
        WHERE queue = $1 AND NOT paused AND running IS NULL AND partition_running IS NULL AND NOT ordered
          AND rate_count IS NULL AND partition_rate_count IS NULL
        """;

    // Claims that use a row at this moment keep it: it isn't waited for.
    private const string PruneRatesSql =
        """
        WITH gone AS (
          DELETE FROM cabinet.rate r USING (
            SELECT o.queue, o.partition FROM cabinet.rate o WHERE o.until < $1 LIMIT $2 FOR UPDATE SKIP LOCKED) AS o
          WHERE r.queue = o.queue AND r.partition = o.partition RETURNING 1)
        SELECT count(*) FROM gone
        """;

    // Rows in one order, should two nodes count at the same time.
    private const string CountSql =
        """
        WITH gone AS (
          DELETE FROM cabinet.job_count c
          WHERE NOT EXISTS (
            SELECT FROM unnest($2::text[], $3::integer[]) AS u (queue, state)
            JOIN cabinet.name n ON n.text = u.queue WHERE n.id = c.queue AND u.state = c.state))
        INSERT INTO cabinet.job_count (queue, state, count, counted_at)
        SELECT n.id, u.state, u.count, $1
        FROM unnest($2::text[], $3::integer[], $4::bigint[]) AS u (queue, state, count)
        JOIN cabinet.name n ON n.text = u.queue ORDER BY n.id, u.state
        ON CONFLICT (queue, state) DO UPDATE SET count = excluded.count, counted_at = excluded.counted_at
        """;

    public static void Add(CommandList commands, RecordJobCounts operation) =>
        commands.Execute(CountSql).Time(operation.CountedAt)
            .Texts([.. operation.Counts.Select(count => count.Queue.Value)])
            .Ints([.. operation.Counts.Select(count => (int)count.State)])
            .Longs([.. operation.Counts.Select(count => count.Count)]);

    public static void Add(CommandList commands, PauseQueue operation, INameIds names)
    {
        var queue = names.Of(operation.Queue.Value);
        commands.Query(LockSql).Int(queue);
        commands.Execute(PauseSql).Int(queue).Flag(operation.IsPaused);
        commands.Execute(ForgetSql).Int(queue);
    }

    public static void Add(CommandList commands, LimitQueue operation, INameIds names)
    {
        var queue = names.Of(operation.Queue.Value);
        commands.Query(LockSql).Int(queue);
        var limits = operation.Limits;
        var command = commands.Execute(LimitSql).Int(queue).Int(limits.MaximumRunning)
            .Int(limits.MaximumRunningPerPartition).Flag(limits.IsOrdered);
        AddRate(command, limits.Rate);
        AddRate(command, limits.RatePerPartition);
        commands.Execute(ForgetSql).Int(queue);
    }

    public static void Add(CommandList commands, LimitJobType operation, INameIds names)
    {
        var (queue, type) = (names.Of(operation.Queue.Value), names.Of(operation.Type.Value));
        commands.Query(LockSql).Int(queue);
        AddRate(
            commands.Execute(LimitTypeSql).Int(queue).Int(type).Int(operation.Limits.MaximumRunning),
            operation.Limits.Rate);
    }

    public static void Add(CommandList commands, PruneRates operation, OperationPlace place) =>
        commands.Query(PruneRatesSql).Long(UnixMicroseconds.Of(operation.UsedUpBefore)).Int(operation.Limit)
            .Says(reader => place.Outcome.Touched(reader.ReadCount()));

    private static void AddRate(Command command, RateLimit? rate) =>
        command.Int(rate?.Count).Long((long?)rate?.Period.TotalMilliseconds).Int(rate?.Burst);
}
