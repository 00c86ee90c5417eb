namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>The statements on nodes, and on the leases of jobs and background tasks that they hold.</summary>
internal static class NodeSql
{
    public const string InsertCheck =
        "SELECT cabinet.refuse($1, $2, $3) WHERE EXISTS (SELECT FROM cabinet.node WHERE id = $3)";

    public const string Insert =
        """
        INSERT INTO cabinet.node (id, name, lease_time, beat, started_at, ring_revision)
        VALUES ($1, $2, $3, $4, $5, $6)
        """;

    public const string Renew =
        """
        WITH done AS (UPDATE cabinet.node SET beat = $2 WHERE id = $1 RETURNING 1)
        SELECT cabinet.refuse($3, $4) WHERE NOT EXISTS (SELECT FROM done)
        """;

    public const string ConfirmRing =
        """
        WITH done AS (
          UPDATE cabinet.node SET ring_revision = greatest(ring_revision, $2) WHERE id = $1 RETURNING 1)
        SELECT cabinet.refuse($3, $4) WHERE NOT EXISTS (SELECT FROM done)
        """;

    // A claim of this node that is under way is waited for, and whatever it claimed is then found; one that comes
    // later waits for this commit and finds the node gone.
    public const string Lock = "SELECT cabinet.lock_node($1)";

    // A renewal that is under way is waited for, and then its beat is the one that counts.
    public const string ExpireCheck =
        """
        SELECT cabinet.refuse($3, CASE WHEN held.beat IS NULL THEN $4 ELSE $5 END)
        FROM (VALUES (1)) AS one (row)
          LEFT JOIN (SELECT n.beat FROM cabinet.node n WHERE n.id = $1 FOR UPDATE) AS held ON true
        WHERE held.beat IS DISTINCT FROM $2
        """;

    public const string RetireCheck =
        "SELECT cabinet.refuse($2, $3) WHERE NOT EXISTS (SELECT FROM cabinet.node WHERE id = $1 FOR UPDATE)";

    // A job runs under the one lease that names it and has a number above its fence. The claim that ends had the epoch
    // after the row's, and what ends it takes the one after that. The row's attempt is the one before the claim, so that
    // leaving it alone counts none; and its turn stays, because only rows of class 0 are looked up by it.
    public const string GiveBack =
        """
        WITH done AS (
          UPDATE cabinet.job AS j
          SET class = CASE WHEN $2 = 3 AND j.partition IS NOT NULL THEN 5 ELSE $2 END, epoch = j.epoch + 2, fence = held.number, claimed_at = held.claimed_at, due_at = NULL,
            deaths = j.deaths + CASE WHEN held.alone THEN $3 ELSE 0 END
          FROM (
            SELECT named.job, l.number, l.claimed_at, l.alone
            FROM cabinet.lease l, unnest(l.jobs) AS named (job) WHERE l.node = $1) AS held
          WHERE j.id = held.job AND j.fence < held.number RETURNING j.*),
        """
        + GateSql.InsertDone
        + " SELECT count(*) FROM done";

    public const string DeleteLeases = "DELETE FROM cabinet.lease WHERE node = $1";

    public const string Delete = "DELETE FROM cabinet.node WHERE id = $1";

    public const string FreeLeases = "UPDATE cabinet.background SET node = NULL WHERE node = $1";

    // Holds the node on the list until the commit, without stopping its heartbeat. So a lease never belongs to a node
    // that isn't on the list: whoever takes the node off it waits, and then frees this lease too.
    public const string TakeLeaseCheck =
        "SELECT cabinet.refuse($2, $3) WHERE NOT EXISTS (SELECT FROM cabinet.node WHERE id = $1 FOR KEY SHARE)";

    public const string TakeLease =
        """
        WITH taken AS (
          INSERT INTO cabinet.background AS b (name, node) VALUES ($1, $2)
          ON CONFLICT (name) DO UPDATE SET node = excluded.node WHERE b.node IS NULL OR b.node = excluded.node
          RETURNING 1)
        SELECT cabinet.refuse($3, $4) WHERE NOT EXISTS (SELECT FROM taken)
        """;

    public const string ReleaseLease =
        """
        WITH done AS (
          UPDATE cabinet.background
          SET node = NULL, ended_at = $3, succeeded = $4, affected = $5, duration = $6, message = $7
          WHERE name = $1 AND node = $2 RETURNING 1)
        SELECT cabinet.refuse($8, $9) WHERE NOT EXISTS (SELECT FROM done)
        """;
}
