namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The writer's statements for batches.</summary>
internal static class BatchSql
{
    public const string Insert =
        """
        INSERT INTO batch (id, name, created_at, total, succeeded, cancelled, discarded, dead)
        VALUES (?1, ?2, ?3, 0, 0, 0, 0, 0)
        """;

    public const string Find =
        """
        SELECT closed_at, cancelled_at, failed_at, ended_at, total, succeeded, cancelled, discarded, dead
        FROM batch WHERE id = ?1
        """;

    public const string Update =
        """
        UPDATE batch
        SET closed_at = ?2, cancelled_at = ?3, failed_at = ?4, ended_at = ?5, total = ?6, succeeded = ?7, cancelled = ?8,
            discarded = ?9, dead = ?10
        WHERE id = ?1
        """;

    public const string FindHeld = "SELECT key, partition FROM job WHERE id = ?1 AND due_at = ?2";

    public const string Prune =
        """
        DELETE FROM batch WHERE number IN (
          SELECT number FROM batch WHERE ended_at < ?1 ORDER BY ended_at LIMIT ?2)
        """;
}
