namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>The statements on the key ring.</summary>
internal static class KeySql
{
    // Every write set looks into the table of keys FOR KEY SHARE before it brings content. This lock excludes theirs: it
    // waits until none of those is open any more and holds the later ones back until the commit, so that nothing under a version is
    // still on its way once its fence stands. While it waits, everybody queues behind it: so it gives up soon (55P03),
    // and whoever wanted it tries again. LOCK TABLE needs a transaction block or, as here, a procedural block.
    public const string LockOut =
        """
        DO $do$
        DECLARE
          v_before text := current_setting('lock_timeout');
        BEGIN
          PERFORM set_config('lock_timeout', '2000', true);
          LOCK TABLE cabinet.key_version IN EXCLUSIVE MODE;
          PERFORM set_config('lock_timeout', v_before, true);
        END $do$
        """;

    // For every other change of the ring. All of them lock the table before the counter's row: taken the other way
    // round, such a change and a fence would each hold what the other waits for.
    public const string Enter =
        """
        DO $do$ BEGIN LOCK TABLE cabinet.key_version IN ROW EXCLUSIVE MODE; END $do$
        """;

    // Changes of the ring take turns on this row: what comes after it in the transaction sees all changes before.
    public const string NextRevision = "UPDATE cabinet.counter SET value = value + 1 WHERE name = 'ring'";

    public const string InsertCheck =
        """
        SELECT cabinet.refuse($1, $2)
        WHERE EXISTS (SELECT FROM cabinet.key_version WHERE key_id = $3 AND version = $4)
          OR $5 = 2 AND EXISTS (SELECT FROM cabinet.key_version WHERE purpose = $6 AND tenant = $7 AND state = 2)
        """;

    public const string Insert =
        """
        INSERT INTO cabinet.key_version (
          key_id, version, purpose, tenant, state, profile, fenced, revision, uses, created_at, activated_at, retired_at,
          wrapped_key, check_value)
        SELECT $1, $2, $3, $4, $5, $6, $7, c.value, $8, $9, $10, $11, $12, $13
        FROM cabinet.counter c WHERE c.name = 'ring'
        """;

    // A retired version leaves that state only behind a fence.
    public const string ChangeCheck =
        """
        SELECT cabinet.refuse($1, $2)
        WHERE NOT EXISTS (
          SELECT FROM cabinet.key_version WHERE key_id = $3 AND version = $4 AND state = $5 AND (state <> 3 OR fenced)
          FOR UPDATE)
        """;

    public const string ActivateCheck =
        """
        SELECT cabinet.refuse($1, $2)
        WHERE EXISTS (
          SELECT FROM cabinet.key_version k JOIN cabinet.key_version active USING (purpose, tenant)
          WHERE k.key_id = $3 AND k.version = $4 AND active.state = 2)
        """;

    public const string Activate =
        """
        UPDATE cabinet.key_version AS k SET state = 2, revision = c.value, activated_at = $3
        FROM cabinet.counter c WHERE c.name = 'ring' AND k.key_id = $1 AND k.version = $2
        """;

    public const string Retire =
        """
        UPDATE cabinet.key_version AS k SET state = 3, revision = c.value, retired_at = $3
        FROM cabinet.counter c WHERE c.name = 'ring' AND k.key_id = $1 AND k.version = $2
        """;

    // PostgreSQL writes a new version of the row. The bytes of the old one stay in the table's file until it is
    // vacuumed, and in the write-ahead log, its archive and the backups for as long as those are kept; there they are
    // still wrapped under the root key.
    public const string Destroy =
        """
        UPDATE cabinet.key_version AS k SET state = 4, revision = c.value, fenced = true, wrapped_key = ''::bytea
        FROM cabinet.counter c WHERE c.name = 'ring' AND k.key_id = $1 AND k.version = $2
        """;

    public const string FenceCheck =
        """
        SELECT cabinet.refuse($1, $2)
        WHERE NOT EXISTS (
          SELECT FROM cabinet.key_version WHERE key_id = $3 AND version = $4 AND state = 3 FOR UPDATE)
        """;

    public const string Fence =
        """
        UPDATE cabinet.key_version AS k SET fenced = $3, revision = c.value
        FROM cabinet.counter c WHERE c.name = 'ring' AND k.key_id = $1 AND k.version = $2
        """;

    public const string ReplaceWrapped =
        """
        WITH done AS (
          UPDATE cabinet.key_version AS k SET wrapped_key = $4, revision = c.value
          FROM cabinet.counter c
          WHERE c.name = 'ring' AND k.key_id = $1 AND k.version = $2 AND k.state <> 4 AND k.wrapped_key = $3
          RETURNING 1)
        SELECT cabinet.refuse($5, $6) WHERE NOT EXISTS (SELECT FROM done)
        """;

    // Written so that no sum can overflow. The row is held with its newest values, and so the update finds them.
    public const string ReserveCheck =
        """
        SELECT cabinet.refuse($1, CASE WHEN held.state = 2 THEN $6 ELSE $7 END)
        FROM (VALUES (1)) AS one (row) LEFT JOIN (
          SELECT k.state, k.uses FROM cabinet.key_version k WHERE k.key_id = $2 AND k.version = $3 FOR NO KEY UPDATE)
          AS held ON true
        WHERE held.state IS DISTINCT FROM 2 OR held.uses > $5 - $4
        """;

    public const string Reserve = "UPDATE cabinet.key_version SET uses = uses + $3 WHERE key_id = $1 AND version = $2";

    public const string ConfirmedCheck =
        "SELECT cabinet.refuse($1, $2) WHERE EXISTS (SELECT FROM cabinet.node WHERE ring_revision < $3)";
}
