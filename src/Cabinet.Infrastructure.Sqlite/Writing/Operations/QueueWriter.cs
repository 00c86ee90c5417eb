using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Writes what is set for queues. None of it is refused.</summary>
internal sealed class QueueWriter(SqliteConnection connection, WriterMemory memory)
{
    private const string PauseSql =
        "INSERT INTO queue_setting (queue, paused) VALUES (?1, ?2) "
        + "ON CONFLICT (queue) DO UPDATE SET paused = excluded.paused";

    private const string LimitSql =
        "INSERT INTO queue_setting (queue, running, partition_running) VALUES (?1, ?2, ?3) "
        + "ON CONFLICT (queue) DO UPDATE SET running = excluded.running, partition_running = excluded.partition_running";

    private const string ForgetSql =
        "DELETE FROM queue_setting WHERE queue = ?1 AND paused = 0 AND running IS NULL AND partition_running IS NULL";

    private readonly SqliteStatement pause = connection.Prepare(PauseSql);
    private readonly SqliteStatement limit = connection.Prepare(LimitSql);
    private readonly SqliteStatement forget = connection.Prepare(ForgetSql);

    public OperationOutcome Pause(PauseQueue operation)
    {
        var queue = memory.RequireQueue(operation.Queue);
        pause.Bind(1, queue).Bind(2, operation.IsPaused ? 1 : 0).Run();
        return Changed(queue);
    }

    public OperationOutcome Limit(LimitQueue operation)
    {
        var queue = memory.RequireQueue(operation.Queue);
        limit.Bind(1, queue).Bind(2, operation.Limits.MaximumRunning)
            .Bind(3, operation.Limits.MaximumRunningPerPartition).Run();
        return Changed(queue);
    }

    private OperationOutcome Changed(int queue)
    {
        forget.Bind(1, queue).Run();
        memory.Settings.Forget();
        return OperationOutcome.Done;
    }
}
