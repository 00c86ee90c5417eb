namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The writer's statements on jobs and what hangs on them.</summary>
internal static class JobSql
{
    public const string Insert =
        """
        INSERT INTO job (key, id, type, queue, epoch, fence, attempt, deaths, created_at, due_at,
                         claimed_at, task, pipeline, stage, item, unique_key, trace, payload, tagged, partition)
        VALUES (?1, ?2, ?3, ?4, 0, 0, 0, 0, ?5, ?6, NULL, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """;

    public const string FindKey = "SELECT key, partition FROM job WHERE id = ?1";

    public const string FindDeadLetter = "SELECT 1 FROM dead_letter WHERE id = ?1";

    public const string FindByUniqueKey = "SELECT id FROM job WHERE unique_key = ?1";

    public const string ReleaseUniqueKey =
        "UPDATE job SET unique_key = NULL WHERE id = ?1 AND unique_key IS NOT NULL";

    // The claim that ends had the epoch after the row's, and what ends it takes the one after that.
    public const string Move =
        """
        UPDATE job
        SET key = ?2, epoch = epoch + 2, fence = ?3, attempt = attempt + ?4,
            deaths = CASE WHEN ?5 THEN 0 ELSE deaths + ?6 END, due_at = ?7, claimed_at = ?8
        WHERE key = ?1
        """;

    public const string Delete = "DELETE FROM job WHERE key = ?1";

    public const string DeleteRange = "DELETE FROM job WHERE key BETWEEN ?1 AND ?2";

    public const string InsertError =
        "INSERT INTO job_error (place, attempt, kind, at, message) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING number";

    public const string TrimErrors =
        """
        DELETE FROM job_error
        WHERE place = ?1
          AND number <= (SELECT number FROM job_error WHERE place = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)
        """;

    public const string DeleteErrors = "DELETE FROM job_error WHERE place = ?1";

    public const string DeleteSteps = "DELETE FROM step WHERE place = ?1";

    public const string InsertTag = "INSERT OR IGNORE INTO job_tag (tag, id, place) VALUES (?1, ?2, ?3)";

    public const string DeleteTags = "DELETE FROM job_tag WHERE place = ?1";

    public const string DeleteNote = "DELETE FROM note WHERE place = ?1";

    public const string SetProgress =
        """
        INSERT INTO note (place, progress, cancel) VALUES (?1, ?2, 0)
        ON CONFLICT (place) DO UPDATE SET progress = excluded.progress
        """;

    public const string RequestCancel =
        """
        INSERT INTO note (place, progress, cancel) VALUES (?1, 0, 1)
        ON CONFLICT (place) DO UPDATE SET cancel = 1
        """;

    public const string DeleteLease = "DELETE FROM lease WHERE number = ?1";
}
