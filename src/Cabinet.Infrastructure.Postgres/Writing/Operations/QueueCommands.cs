using Cabinet.Application.Persistence.Operations;

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
        INSERT INTO cabinet.queue_setting (queue, running, partition_running) VALUES ($1, $2, $3)
        ON CONFLICT (queue) DO UPDATE
        SET running = excluded.running, partition_running = excluded.partition_running
        """;

    private const string ForgetSql =
        """
        DELETE FROM cabinet.queue_setting
        WHERE queue = $1 AND NOT paused AND running IS NULL AND partition_running IS NULL
        """;

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
        commands.Execute(LimitSql).Int(queue).Int(operation.Limits.MaximumRunning)
            .Int(operation.Limits.MaximumRunningPerPartition);
        commands.Execute(ForgetSql).Int(queue);
    }
}
