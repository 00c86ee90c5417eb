using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Inserts, changes and prunes tasks.</summary>
internal static class TaskCommands
{
    // Of two tasks in the way, the one with the same id counts.
    private const string InsertCheckSql =
        """
        SELECT cabinet.refuse($1, CASE WHEN found.id = $2 THEN $4 ELSE $5 END, found.id)
        FROM (
          SELECT t.id FROM cabinet.task t WHERE t.id = $2 OR t.idempotency_key = $3
          ORDER BY t.id = $2 DESC LIMIT 1) AS found
        """;

    private const string InsertSql =
        """
        INSERT INTO cabinet.task (
          id, version, created_at, ended_at, pipeline, status, idempotency_key, trace, label, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private const string UpdateSql =
        """
        WITH done AS (
          UPDATE cabinet.task SET status = $2, version = $3, ended_at = $4, state = $5
          WHERE id = $1 AND version = $3 - 1 RETURNING 1)
        SELECT cabinet.refuse($6, CASE WHEN EXISTS (SELECT FROM cabinet.task WHERE id = $1) THEN $7 ELSE $8 END)
        WHERE NOT EXISTS (SELECT FROM done)
        """;

    // Completed, cancelled, failed; a stalled task may still be redriven. Whoever changes one of them at this moment is
    // waited for, and then it is looked at again.
    private const string PruneSql =
        """
        WITH gone AS (
          DELETE FROM cabinet.task WHERE id = ANY (ARRAY(
            SELECT t.id FROM cabinet.task t WHERE t.ended_at < $1 AND t.status IN (1, 3, 4)
            ORDER BY t.ended_at LIMIT $2 FOR UPDATE)) RETURNING 1)
        SELECT count(*) FROM gone
        """;

    public static void Add(CommandList commands, InsertTask operation, OperationPlace place, INameIds names)
    {
        var task = operation.Task;
        commands.Query(InsertCheckSql).Int(place.Number).Id(task.Id.Value).Text(task.IdempotencyKey)
            .Int((int)Refusal.DuplicateId).Int((int)Refusal.IdempotencyKeyTaken);
        commands.Execute(InsertSql).Id(task.Id.Value).Long(task.Version).Time(task.CreatedAt).Time(task.EndedAt)
            .Int(names.Of(task.Pipeline.Value)).Small((int)task.Status).Text(task.IdempotencyKey)
            .Text(task.TraceParent).Sealed(task.Label).Bytes(task.State.Sealed);
    }

    public static void Add(CommandList commands, UpdateTask operation, OperationPlace place)
    {
        var task = operation.Task;
        commands.Query(UpdateSql).Id(task.Id.Value).Small((int)task.Status).Long(task.Version).Time(task.EndedAt)
            .Bytes(task.State.Sealed).Int(place.Number).Int((int)Refusal.TaskChanged).Int((int)Refusal.TaskNotFound);
    }

    public static void Add(CommandList commands, PruneTasks operation, OperationPlace place) =>
        commands.Query(PruneSql).Time(operation.EndedBefore).Int(operation.Limit)
            .Says(reader => place.Outcome.Touched(reader.ReadCount()));
}
