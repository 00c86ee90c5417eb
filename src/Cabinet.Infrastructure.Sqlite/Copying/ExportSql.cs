using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Copying;

/// <summary>
/// What is read of each table, with the columns in the order of <c>CopyTables</c>: ids of names become names, and the
/// parts of a job's key become columns.
/// </summary>
/// <remarks>A key is class (2 bits), queue (14), priority (4), sequence (43); a place is the key without its class.</remarks>
internal static class ExportSql
{
    // The order in which jobs are claimed, so that whoever inserts them in this order keeps it.
    private const string Job =
        """
        SELECT j.id, j.key & 0x7FFFFFFFFFF, j.epoch, j.fence, j.created_at, j.due_at, j.claimed_at, t.text, q.name,
          j.attempt, j.deaths, (j.key >> 43) & 15, CASE (j.key >> 61) & 3 WHEN 3 THEN 5 ELSE (j.key >> 61) & 3 END,
          coalesce(n.progress, 0), coalesce(n.cancel, 0),
          EXISTS (SELECT 1 FROM step s WHERE s.place = j.key & 0x1FFFFFFFFFFFFFFF)
            OR EXISTS (SELECT 1 FROM job_error e WHERE e.place = j.key & 0x1FFFFFFFFFFFFFFF) OR j.tagged IS NOT NULL,
          p.text, g.text, j.task, j.item, j.unique_key, j.trace, j.payload, j.partition
        FROM job j JOIN name t ON t.id = j.type JOIN queue q ON q.id = j.queue
          LEFT JOIN note n ON n.place = j.key & 0x1FFFFFFFFFFFFFFF
          LEFT JOIN name p ON p.id = j.pipeline LEFT JOIN name g ON g.id = j.stage
        ORDER BY j.key
        """;

    private const string DeadLetter =
        """
        SELECT d.id, d.place & 0x7FFFFFFFFFF, d.epoch, d.fence, d.error, d.created_at, d.dead_at, t.text, q.name,
          d.attempts, (d.place >> 43) & 15, d.reason, p.text, g.text, d.task, d.item, d.unique_key, d.trace, d.payload,
          d.cause, d.partition
        FROM dead_letter d JOIN name t ON t.id = d.type JOIN queue q ON q.id = d.queue
          LEFT JOIN name p ON p.id = d.pipeline LEFT JOIN name g ON g.id = d.stage
        ORDER BY d.place
        """;

    // A job's row has one of four classes before its place.
    private const string OwnerOfPlace =
        """
        coalesce(
          (SELECT j.id FROM job j
           WHERE j.key IN (h.place, h.place | (1 << 61), h.place | (2 << 61), h.place | (3 << 61))),
          (SELECT d.id FROM dead_letter d WHERE d.place = h.place))
        """;

    private const string Step =
        "SELECT h.number, " + OwnerOfPlace + ", h.name, h.effect, h.completed, h.at, h.result FROM step h ORDER BY h.number";

    private const string JobError =
        "SELECT h.number, " + OwnerOfPlace + ", h.attempt, h.kind, h.at, h.message FROM job_error h ORDER BY h.number";

    private const string History =
        """
        SELECT h.id, h.key >> 20, h.created_at, h.started_at, t.text, q.name, h.attempts, h.ending, p.text, g.text,
          h.task, h.item, h.payload, h.result
        FROM history h JOIN name t ON t.id = h.type JOIN queue q ON q.id = h.queue
          LEFT JOIN name p ON p.id = h.pipeline LEFT JOIN name g ON g.id = h.stage
        ORDER BY h.key
        """;

    private const string Task =
        """
        SELECT k.id, k.version, k.created_at, k.ended_at, p.text, k.status, k.idempotency_key, k.trace, k.label, k.state
        FROM task k JOIN name p ON p.id = k.pipeline ORDER BY k.number
        """;

    private const string Batch =
        """
        SELECT id, created_at, closed_at, cancelled_at, failed_at, ended_at, total, succeeded, cancelled, discarded, dead,
          name
        FROM batch ORDER BY number
        """;

    private const string KeyVersion =
        """
        SELECT key_id, version, purpose, tenant, state, profile, fenced, revision, uses, created_at, activated_at,
          retired_at, wrapped_key, check_value
        FROM key_version ORDER BY key_id, version
        """;

    private const string Counter =
        "SELECT name, reserved FROM counter WHERE name IN ('ring', 'nonce-floor') ORDER BY name";

    /// <summary>The statement of a table.</summary>
    public static string Of(string table) => table switch
    {
        "counter" => Counter,
        "key_version" => KeyVersion,
        "data_key" =>
            "SELECT id, subject, tenant, profile, created_at, shredded_at, wrapped FROM data_key ORDER BY number",
        "schedule" =>
            "SELECT id, name, revision, timing, misfire, type, queue, priority, paused, owner, created_at, next_at, last_at, "
            + "payload FROM schedule ORDER BY number",
        "nonce" => "SELECT digest, keep_until FROM nonce ORDER BY digest",
        "audit" => "SELECT number, id, idx, entry FROM audit ORDER BY number",
        "audit_node" => "SELECT level, idx, hash FROM audit_node ORDER BY level, idx",
        "audit_checkpoint" => "SELECT number, tree_size, at, note FROM audit_checkpoint ORDER BY number",
        "task" => Task,
        "batch" => Batch,
        "job" => Job,
        "dead_letter" => DeadLetter,
        "job_tag" => "SELECT id, tag FROM job_tag ORDER BY tag, id",
        "step" => Step,
        "job_error" => JobError,
        "history" => History,
        "queue_setting" =>
            $"SELECT q.name, s.paused, {QueueSettingsBook.LimitColumns} FROM queue_setting s JOIN queue q ON q.id = s.queue "
            + "ORDER BY q.name",
        "type_limit" =>
            $"SELECT q.name, n.text, {QueueSettingsBook.TypeColumns} FROM type_limit t JOIN queue q ON q.id = t.queue "
            + "JOIN name n ON n.id = t.type ORDER BY q.name, n.text",
        "retention_rule" => "SELECT type, state, keep FROM retention_rule ORDER BY type, state",
        "bulk" =>
            "SELECT id, revision, kind, filter, matched, exact, most, per_second, done, refused, after, actor, created_at, "
            + "ended_at, cancelled FROM bulk ORDER BY id",
        "client" => "SELECT name, revision, document, proof FROM client ORDER BY name",
        "background" =>
            "SELECT name, ended_at, succeeded, affected, duration, message FROM background ORDER BY name",
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "No such table."),
    };
}
