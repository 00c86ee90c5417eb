namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The writer's statements on tasks.</summary>
internal static class TaskSql
{
    public const string Insert =
        """
        INSERT INTO task (id, pipeline, status, version, created_at, ended_at, idempotency_key, trace, label, state)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """;

    public const string Update =
        "UPDATE task SET status = ?2, version = ?3, ended_at = ?4, state = ?5 WHERE id = ?1 AND version = ?3 - 1";

    public const string Exists = "SELECT 1 FROM task WHERE id = ?1";

    public const string FindByIdempotencyKey = "SELECT id FROM task WHERE idempotency_key = ?1";

    // Completed, cancelled, failed; a stalled task may still be redriven.
    public const string Prune =
        """
        DELETE FROM task WHERE number IN (
          SELECT number FROM task WHERE ended_at IS NOT NULL AND ended_at < ?1 AND status IN (1, 3, 4)
          ORDER BY ended_at LIMIT ?2)
        """;
}
