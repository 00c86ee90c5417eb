namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>The statements on running jobs. Each begins with job, epoch, and the number of the lease where it is known.</summary>
internal static class RunningSql
{
    // The claim's epoch is one above the row's, and what ends the claim takes the one after that.
    private const string IsHeld =
        """
        j.id = $1 AND j.epoch = $2 - 1 AND l.number = coalesce($3, l.number) AND l.number > j.fence
          AND l.jobs @> ARRAY[j.id]
        """;

    private const string RefuseUnlessDone =
        " SELECT cabinet.refuse($4, $5) WHERE NOT EXISTS (SELECT FROM done)";

    private const string DeleteAnnexes =
        """
        , annexed AS MATERIALIZED (SELECT array_agg(done.id) AS ids FROM done WHERE done.annexed),
        steps AS (DELETE FROM cabinet.step WHERE job = ANY ((SELECT ids FROM annexed)::uuid[])),
        errors AS (DELETE FROM cabinet.job_error WHERE job = ANY ((SELECT ids FROM annexed)::uuid[])),
        tags AS (DELETE FROM cabinet.job_tag WHERE job = ANY ((SELECT ids FROM annexed)::uuid[]))
        """;

    public const string End =
        "WITH done AS (DELETE FROM cabinet.job j USING cabinet.lease l WHERE " + IsHeld
        + " RETURNING j.id, j.annexed)" + DeleteAnnexes + RefuseUnlessDone;

    /// <summary>Ends jobs that this process is known to have claimed, all with the same epoch.</summary>
    public const string EndMany =
        """
        WITH done AS (
          DELETE FROM cabinet.job j WHERE j.id = ANY ($3) AND j.epoch = $4 - 1 AND j.class IN (0, 4, 5)
          RETURNING j.id, j.annexed)
        """
        + DeleteAnnexes
        + " SELECT cabinet.refuse($1, $2) WHERE (SELECT count(*) FROM done) <> $5";

    public const string Retry =
        "WITH done AS (UPDATE cabinet.job j SET class = 1, due_at = $6, epoch = j.epoch + 2, fence = l.number,"
        + " attempt = j.attempt + 1, deaths = 0, claimed_at = l.claimed_at, annexed = true FROM cabinet.lease l WHERE "
        + IsHeld + " RETURNING 1)" + RefuseUnlessDone;

    public const string Return =
        "WITH done AS (UPDATE cabinet.job j SET class = CASE WHEN $7 = 3 AND j.partition IS NOT NULL THEN 5 ELSE $7 END,"
        + " due_at = $6, epoch = j.epoch + 2, fence = l.number, claimed_at = l.claimed_at FROM cabinet.lease l WHERE "
        + IsHeld + " RETURNING j.*), " + GateSql.InsertDone + RefuseUnlessDone;

    public const string ReportProgress =
        "WITH done AS (UPDATE cabinet.job j SET progress = $6 FROM cabinet.lease l WHERE " + IsHeld
        + " RETURNING 1)" + RefuseUnlessDone;

    /// <summary>Locks the row, so that the claim can't be lost before the commit, and marks that steps hang on it.</summary>
    public const string Annex =
        "WITH done AS (UPDATE cabinet.job j SET annexed = true FROM cabinet.lease l WHERE " + IsHeld
        + " RETURNING 1)" + RefuseUnlessDone;

    public const string DeadLetter =
        """
        WITH done AS MATERIALIZED (
          SELECT j.*, l.number FROM cabinet.job j, cabinet.lease l WHERE
        """
        + " " + IsHeld
        + """
           FOR UPDATE OF j),
        error AS (
          INSERT INTO cabinet.job_error (job, attempt, kind, at, message)
          SELECT done.id, $6, $7, $8, $9 FROM done RETURNING number),
        moved AS (
          INSERT INTO cabinet.dead_letter (id, place, epoch, fence, error, created_at, dead_at, type, queue, attempts,
            priority, reason, pipeline, stage, task, item, unique_key, trace, payload, cause, partition)
          SELECT d.id, d.place, d.epoch + 1, d.number, error.number, d.created_at, $8, d.type, d.queue, d.attempt + 1,
            d.priority, $10, d.pipeline, d.stage, d.task, d.item, d.unique_key, d.trace, d.payload, $11, d.partition
          FROM done d, error),
        gone AS (DELETE FROM cabinet.job j USING done WHERE j.id = done.id)
        """
        + RefuseUnlessDone;

    public const string AddError =
        "INSERT INTO cabinet.job_error (job, attempt, kind, at, message) VALUES ($1, $2, $3, $4, $5)";

    public const string TrimErrors =
        """
        DELETE FROM cabinet.job_error
        WHERE job = $1 AND number <= (
          SELECT e.number FROM cabinet.job_error e WHERE e.job = $1 ORDER BY e.number DESC LIMIT 1 OFFSET $2)
        """;

    public const string StartStep =
        """
        WITH done AS (
          INSERT INTO cabinet.step (job, name, effect, completed, at, result) VALUES ($1, $2, $3, false, $4, $5)
          ON CONFLICT (job, name) DO NOTHING RETURNING 1)
        SELECT cabinet.refuse($6, $7) WHERE NOT EXISTS (SELECT FROM done)
        """;

    // Completing what was started keeps its place in the order.
    public const string CompleteStep =
        """
        WITH done AS (
          INSERT INTO cabinet.step AS s (job, name, effect, completed, at, result) VALUES ($1, $2, $3, true, $4, $5)
          ON CONFLICT (job, name) DO UPDATE
          SET effect = excluded.effect, completed = true, at = excluded.at, result = excluded.result
          WHERE NOT s.completed RETURNING 1)
        SELECT cabinet.refuse($6, $7) WHERE NOT EXISTS (SELECT FROM done)
        """;

    // A claim of this queue is waited for, so that a job is either waiting or already in a lease.
    public const string LockForCancel =
        "SELECT cabinet.lock_queue(j.queue) FROM cabinet.job j WHERE j.id = $1";

    public const string RefuseUnlessThere =
        """
        WITH found AS MATERIALIZED (SELECT FROM cabinet.job j WHERE j.id = $3 FOR UPDATE)
        SELECT cabinet.refuse($1, $2) WHERE NOT EXISTS (SELECT FROM found)
        """;

    // The queue's lock is held, so that what isn't running won't be before the commit.
    public const string RefuseIfRunning =
        """
        SELECT cabinet.refuse($1, $2) FROM cabinet.job j
        WHERE j.id = $3 AND EXISTS (SELECT FROM cabinet.lease l WHERE l.number > j.fence AND l.jobs @> ARRAY[j.id])
        """;

    public const string ReleaseUniqueKey =
        """
        WITH released AS (
          UPDATE cabinet.job SET unique_key = NULL WHERE id = $3 AND unique_key IS NOT NULL RETURNING 1)
        SELECT cabinet.refuse($1, $2) WHERE NOT EXISTS (SELECT FROM released)
        """;

    public const string MarkCancelled =
        """
        UPDATE cabinet.job j SET cancel = true
        WHERE j.id = $1 AND EXISTS (SELECT FROM cabinet.lease l WHERE l.number > j.fence AND l.jobs @> ARRAY[j.id])
        """;

    private const string DeleteWaiting =
        """
        WITH done AS (
          DELETE FROM cabinet.job j
          WHERE j.id = $1
            AND NOT EXISTS (SELECT FROM cabinet.lease l WHERE l.number > j.fence AND l.jobs @> ARRAY[j.id])
          RETURNING j.id, j.annexed, j.class, j.queue, j.type, j.partition, j.priority, j.place),
        ungated AS (
          DELETE FROM cabinet.gate g USING done d
          WHERE d.class = 5 AND g.queue = d.queue AND g.kind IN (0, d.type)
            AND g.partition = coalesce(d.partition, '') AND g.priority = d.priority AND g.place = d.place)
        """
        + DeleteAnnexes;

    public const string CancelWaiting = DeleteWaiting + " SELECT count(*) FROM done";

    public const string CancelWaitingAndKeep = DeleteWaiting
        + """
        , kept AS (
          INSERT INTO cabinet.history (id, ended_at, created_at, started_at, type, queue, attempts, ending, pipeline,
            stage, task, item, payload, result)
          SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15 FROM done)
        SELECT count(*) FROM done
        """;
}
