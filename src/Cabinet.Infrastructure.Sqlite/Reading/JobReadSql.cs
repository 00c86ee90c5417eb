namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>The readers' statements on jobs. 2305843009213693951 (2^61 - 1) cuts the class off a key.</summary>
internal static class JobReadSql
{
    public const string ById =
        """
        SELECT key, id, type, queue, epoch, fence, attempt, deaths, created_at, due_at, claimed_at, task,
               pipeline, stage, item, note.progress, note.cancel, job.partition
        FROM job LEFT JOIN note ON note.place = job.key & 2305843009213693951
        WHERE id = ?1
        """;

    public const string HasPayload =
        """
        SELECT EXISTS (SELECT 1 FROM job WHERE id = ?1)
            OR EXISTS (SELECT 1 FROM dead_letter WHERE id = ?1)
            OR EXISTS (SELECT 1 FROM history WHERE id = ?1 AND payload IS NOT NULL)
        """;

    public const string ByKey =
        """
        SELECT key, id, type, queue, epoch, fence, attempt, deaths, created_at, due_at, claimed_at, task,
               pipeline, stage, item, note.progress, note.cancel, job.partition
        FROM job LEFT JOIN note ON note.place = job.key & 2305843009213693951
        WHERE key = ?1
          AND (?2 IS NULL OR id > ?2)
          AND (?3 IS NULL OR queue = (SELECT queue.id FROM queue WHERE queue.name = ?3))
          AND (?4 IS NULL OR type = (SELECT name.id FROM name WHERE name.text = ?4))
          AND (?5 IS NULL OR task = ?5)
        """;

    // In the order of ids, whatever the class: for lists that most rows match.
    public const string ListById =
        """
        SELECT key, job.id, type, queue, epoch, fence, attempt, deaths, created_at, due_at, claimed_at, task,
               pipeline, stage, item, note.progress, note.cancel, job.partition
        FROM job INDEXED BY job_id LEFT JOIN note ON note.place = job.key & 2305843009213693951
        WHERE job.id > coalesce(?1, x'')
          AND (?2 IS NULL OR queue = (SELECT queue.id FROM queue WHERE queue.name = ?2))
          AND (?3 IS NULL OR type = (SELECT name.id FROM name WHERE name.text = ?3))
          AND +key BETWEEN ?4 AND ?5
        ORDER BY job.id
        """;

    // One class only: for lists of the few that are scheduled or suspected.
    public const string ListByClass =
        """
        SELECT key, job.id, type, queue, epoch, fence, attempt, deaths, created_at, due_at, claimed_at, task,
               pipeline, stage, item, note.progress, note.cancel, job.partition
        FROM job NOT INDEXED LEFT JOIN note ON note.place = job.key & 2305843009213693951
        WHERE +job.id > coalesce(?1, x'')
          AND (?2 IS NULL OR queue = (SELECT queue.id FROM queue WHERE queue.name = ?2))
          AND (?3 IS NULL OR type = (SELECT name.id FROM name WHERE name.text = ?3))
          AND key BETWEEN ?4 AND ?5
        ORDER BY job.id
        """;

    public const string ListByTask =
        """
        SELECT key, job.id, type, queue, epoch, fence, attempt, deaths, created_at, due_at, claimed_at, task,
               pipeline, stage, item, note.progress, note.cancel, job.partition
        FROM job INDEXED BY job_task LEFT JOIN note ON note.place = job.key & 2305843009213693951
        WHERE task = ?6
          AND +job.id > coalesce(?1, x'')
          AND (?2 IS NULL OR queue = (SELECT queue.id FROM queue WHERE queue.name = ?2))
          AND (?3 IS NULL OR type = (SELECT name.id FROM name WHERE name.text = ?3))
          AND +key BETWEEN ?4 AND ?5
        ORDER BY job.id
        """;

    // Class and queue are the bits above 47; the index is far smaller than the table with its payloads.
    public const string Count = "SELECT key >> 47, count(*) FROM job INDEXED BY job_id GROUP BY 1";

    public const string Fence = "SELECT fence FROM job WHERE key = ?1";

    public const string Payload = "SELECT payload FROM job WHERE id = ?1";

    public const string Tags =
        """
        SELECT tag FROM job_tag
        WHERE place = coalesce((SELECT key & 2305843009213693951 FROM job WHERE id = ?1),
                               (SELECT place FROM dead_letter WHERE id = ?1))
        ORDER BY tag
        """;

    public const string Journal =
        """
        SELECT name, effect, completed, at, result FROM step
        WHERE place = coalesce((SELECT key & 2305843009213693951 FROM job WHERE id = ?1),
                               (SELECT place FROM dead_letter WHERE id = ?1))
        ORDER BY number
        """;

    public const string Errors =
        """
        SELECT attempt, kind, at, message FROM job_error
        WHERE place = coalesce((SELECT key & 2305843009213693951 FROM job WHERE id = ?1),
                               (SELECT place FROM dead_letter WHERE id = ?1))
        ORDER BY number
        """;

    // A running job is in the ready or the gated class or, when it runs alone, in the suspects'.
    public const string CancelRequests =
        """
        SELECT job.id, job.key, job.fence
        FROM note JOIN job ON job.key IN (note.place, note.place | (2 << 61), note.place | (3 << 61))
        WHERE note.cancel = 1
        ORDER BY job.id
        """;
}
