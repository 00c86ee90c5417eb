namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The writer's statements on the dead-letter queue.</summary>
internal static class DeadLetterSql
{
    // The row's epoch plus one is the claim's.
    public const string Insert =
        """
        INSERT INTO dead_letter (place, id, type, queue, epoch, fence, attempts, created_at, dead_at, reason, error,
                                 task, pipeline, stage, item, unique_key, trace, payload, cause, partition)
        SELECT ?1, id, type, queue, epoch + 1, ?3, attempt + 1, created_at, ?4, ?5, ?6,
               task, pipeline, stage, item, unique_key, trace, payload, ?7, partition
        FROM job WHERE key = ?2
        """;

    public const string Find = "SELECT place, unique_key, partition FROM dead_letter WHERE id = ?1";

    public const string FindUnique = "SELECT id FROM dead_letter WHERE unique_key = ?1 ORDER BY id DESC LIMIT 1";

    public const string Redrive =
        """
        INSERT INTO job (key, id, type, queue, epoch, fence, attempt, deaths, created_at, due_at, claimed_at,
                         task, pipeline, stage, item, unique_key, trace, payload, tagged, partition)
        SELECT ?2, id, type, queue, epoch, fence, 0, 0, created_at, NULL, NULL,
               task, pipeline, stage, item, unique_key, trace, payload,
               (SELECT 1 FROM job_tag WHERE job_tag.place = ?1 LIMIT 1), partition
        FROM dead_letter WHERE place = ?1
        """;

    public const string ForgetStartedSteps = "DELETE FROM step WHERE place = ?1 AND completed = 0";

    public const string Delete = "DELETE FROM dead_letter WHERE place = ?1";
}
