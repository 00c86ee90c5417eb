namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>The statements that insert jobs.</summary>
/// <remarks>
/// A new job's fence is the last lease there is: an id may be used again while a lease still names the job that had it
/// before.
/// </remarks>
internal static class EnqueueSql
{
    public const string RefuseDuplicate =
        """
        SELECT cabinet.refuse($1, $2, $3)
        WHERE EXISTS (SELECT FROM cabinet.job WHERE id = $3)
           OR EXISTS (SELECT FROM cabinet.dead_letter WHERE id = $3)
        """;

    public const string RefuseTaken =
        "SELECT cabinet.refuse($1, $2, j.id) FROM cabinet.job j WHERE j.unique_key = $3";

    public const string FindHolder =
        """
        WITH holder AS MATERIALIZED (SELECT id FROM cabinet.job WHERE unique_key = $3)
        SELECT id FROM holder
        UNION ALL
        SELECT NULL::uuid FROM cabinet.refuse($1, $2) WHERE NOT EXISTS (SELECT FROM holder)
        """;

    public const string Insert =
        """
        INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, due_at, type, queue, attempt, deaths,
          priority, class, progress, cancel, annexed, pipeline, stage, task, item, unique_key, trace, payload)
        VALUES ($1, pg_current_xact_id(), nextval('cabinet.place'), 0,
          (SELECT last_value FROM cabinet.lease_number), $2, $3, $4, $5, 0, 0,
          $6, $7, 0, false, false, $8, $9, $10, $11, $12, $13, $14)
        """;

    public const string InsertPartitioned =
        """
        INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, due_at, type, queue, attempt, deaths,
          priority, class, progress, cancel, annexed, pipeline, stage, task, item, unique_key, trace, payload, partition)
        VALUES ($1, pg_current_xact_id(), nextval('cabinet.place'), 0,
          (SELECT last_value FROM cabinet.lease_number), $2, $3, $4, $5, 0, 0,
          $6, $7, 0, false, false, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    public const string UnlessTaken = " ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL DO NOTHING";

    public const string InsertOne =
        """
        WITH inserted AS (
          INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, due_at, type, queue, attempt, deaths,
            priority, class, progress, cancel, annexed, pipeline, stage, task, item, unique_key, trace, payload)
          SELECT $1, pg_current_xact_id(), nextval('cabinet.place'), 0,
          (SELECT last_value FROM cabinet.lease_number), $2, $3, $4, $5, 0, 0,
            $6, $7, 0, false, false, $8, $9, $10, $11, $12, $13, $14
          WHERE NOT EXISTS (SELECT FROM cabinet.dead_letter d WHERE d.id = $1)
          RETURNING 1)
        SELECT cabinet.refuse($15, $16) WHERE NOT EXISTS (SELECT FROM inserted)
        """;

    /// <summary>
    /// The same with the fence of the one content and the commit's name: a lone job takes one statement. Either both rows
    /// are inserted or, when the job may not be, none.
    /// </summary>
    public const string BeginAndInsertOne =
        """
        WITH inserted AS (
          INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, due_at, type, queue, attempt, deaths,
            priority, class, progress, cancel, annexed, pipeline, stage, task, item, unique_key, trace, payload)
          SELECT $1, pg_current_xact_id(), nextval('cabinet.place'), 0,
            (SELECT last_value FROM cabinet.lease_number), $2, $3, $4, $5, 0, 0,
            $6, $7, 0, false, false, $8, $9, $10, $11, $12, $13, $14
          WHERE NOT EXISTS (SELECT FROM cabinet.dead_letter d WHERE d.id = $1)
            AND NOT EXISTS (
              SELECT FROM cabinet.key_version v
              WHERE v.key_id = $17 AND v.version = $18 AND (v.fenced OR v.state = 4) FOR KEY SHARE OF v)
          RETURNING 1)
        INSERT INTO cabinet.commit_key (lane, number) SELECT $15, $16 FROM inserted
        """;

    public const string InsertMany =
        """
        WITH inserted AS (
          INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, due_at, type, queue, attempt, deaths,
            priority, class, progress, cancel, annexed, trace, payload)
          SELECT u.id, pg_current_xact_id(), nextval('cabinet.place'), 0,
            (SELECT last_value FROM cabinet.lease_number), u.created_at, u.due_at, u.type, u.queue,
            0, 0, u.priority, CASE WHEN u.due_at IS NULL THEN 0 ELSE 1 END, 0, false, false, u.trace, u.payload
          FROM unnest($4, $5, $6, $7, $8, $9, $10, $11)
            AS u (id, created_at, due_at, type, queue, priority, trace, payload)
          WHERE NOT EXISTS (SELECT FROM cabinet.dead_letter d WHERE d.id = u.id)
          RETURNING 1)
        SELECT cabinet.refuse($1, $2) WHERE (SELECT count(*) FROM inserted) <> $3
        """;

    /// <summary>
    /// The same for jobs some of which have tags, which are rows of their own and marked in the job's row. They go in by
    /// the same statement.
    /// </summary>
    public const string InsertManyWithTags =
        """
        WITH inserted AS (
          INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, due_at, type, queue, attempt, deaths,
            priority, class, progress, cancel, annexed, pipeline, stage, task, item, trace, payload)
          SELECT u.id, pg_current_xact_id(), nextval('cabinet.place'), 0,
            (SELECT last_value FROM cabinet.lease_number), u.created_at, u.due_at, u.type, u.queue,
            0, 0, u.priority, CASE WHEN u.due_at IS NULL THEN 0 ELSE 1 END, 0, false, u.annexed,
            u.pipeline, u.stage, u.task, u.item, u.trace, u.payload
          FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            AS u (id, created_at, due_at, type, queue, priority, trace, payload, pipeline, stage, task, item, annexed)
          WHERE NOT EXISTS (SELECT FROM cabinet.dead_letter d WHERE d.id = u.id)
          RETURNING 1),
        tagged AS (
          INSERT INTO cabinet.job_tag (job, tag) SELECT t.job, t.tag FROM unnest($17, $18) AS t (job, tag)
          ON CONFLICT DO NOTHING)
        SELECT cabinet.refuse($1, $2) WHERE (SELECT count(*) FROM inserted) <> $3
        """;

    /// <summary>Adds the tags of a job that was inserted by itself, unless another one holds its unique key.</summary>
    public const string InsertTags =
        """
        WITH marked AS (UPDATE cabinet.job SET annexed = true WHERE id = $1 RETURNING id)
        INSERT INTO cabinet.job_tag (job, tag) SELECT m.id, t.tag FROM marked m, unnest($2) AS t (tag)
        ON CONFLICT DO NOTHING
        """;

    public const string InsertManyWithTasks =
        """
        WITH inserted AS (
          INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, due_at, type, queue, attempt, deaths,
            priority, class, progress, cancel, annexed, pipeline, stage, task, item, trace, payload)
          SELECT u.id, pg_current_xact_id(), nextval('cabinet.place'), 0,
            (SELECT last_value FROM cabinet.lease_number), u.created_at, u.due_at, u.type, u.queue,
            0, 0, u.priority, CASE WHEN u.due_at IS NULL THEN 0 ELSE 1 END, 0, false, false,
            u.pipeline, u.stage, u.task, u.item, u.trace, u.payload
          FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            AS u (id, created_at, due_at, type, queue, priority, trace, payload, pipeline, stage, task, item)
          WHERE NOT EXISTS (SELECT FROM cabinet.dead_letter d WHERE d.id = u.id)
          RETURNING 1)
        SELECT cabinet.refuse($1, $2) WHERE (SELECT count(*) FROM inserted) <> $3
        """;

    public const string InsertManyPartitioned =
        """
        WITH done AS (
          INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, due_at, type, queue, attempt, deaths,
            priority, class, progress, cancel, annexed, pipeline, stage, task, item, trace, payload, partition)
          SELECT u.id, pg_current_xact_id(), nextval('cabinet.place'), 0,
            (SELECT last_value FROM cabinet.lease_number), u.created_at, u.due_at, u.type, u.queue,
            0, 0, u.priority, CASE WHEN u.due_at IS NULL THEN 5 ELSE 1 END, 0, false, false,
            u.pipeline, u.stage, u.task, u.item, u.trace, u.payload, u.partition
          FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            AS u (id, created_at, due_at, type, queue, priority, trace, payload, pipeline, stage, task, item, partition)
          WHERE NOT EXISTS (SELECT FROM cabinet.dead_letter d WHERE d.id = u.id)
          RETURNING id, queue, partition, priority, place, class),
        """
        + GateSql.InsertDone
        + " SELECT cabinet.refuse($1, $2) WHERE (SELECT count(*) FROM done) <> $3";
}
