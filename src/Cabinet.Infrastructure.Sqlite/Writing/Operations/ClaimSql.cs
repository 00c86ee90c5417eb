namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The writer's statements for claims.</summary>
internal static class ClaimSql
{
    public const string Due =
        "SELECT key, partition FROM job WHERE queue = ?1 AND due_at IS NOT NULL AND due_at <= ?2 ORDER BY due_at LIMIT ?3";

    public const string Promote = "UPDATE job SET key = ?2, due_at = NULL WHERE key = ?1";

    public const string NextDue =
        "SELECT due_at FROM job WHERE queue = ?1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1";

    public const string Scan =
        """
        SELECT key, id, type, epoch, attempt, deaths, created_at, task, pipeline, stage, item, trace, payload, partition,
               tagged
        FROM job WHERE key BETWEEN ?1 AND ?2 ORDER BY key
        """;

    public const string FirstLane =
        "SELECT partition, kind FROM gate WHERE queue = ?1 ORDER BY kind, partition LIMIT 1";

    // Two ranges instead of one comparison of rows: of that SQLite would use the first column alone, and read the whole
    // lane that it is to go past.
    public const string NextLane =
        """
        SELECT * FROM (
          SELECT partition, kind FROM gate WHERE queue = ?1 AND kind = ?3 AND partition > ?2 ORDER BY partition LIMIT 1)
        UNION ALL
        SELECT * FROM (
          SELECT partition, kind FROM gate WHERE queue = ?1 AND kind > ?3 ORDER BY kind, partition LIMIT 1)
        LIMIT 1
        """;

    public const string NextKind =
        "SELECT partition, kind FROM gate WHERE queue = ?1 AND kind > ?2 ORDER BY kind, partition LIMIT 1";

    public const string Waiting =
        "SELECT place FROM gate WHERE queue = ?1 AND partition = ?2 AND kind = ?3 ORDER BY place LIMIT ?4";

    public const string Take = "DELETE FROM gate WHERE queue = ?1 AND partition = ?2 AND kind = ?3 AND place <= ?4";

    public const string LastTurn = "SELECT partition, kind FROM turn WHERE queue = ?1";

    public const string KeepTurn =
        """
        INSERT INTO turn (queue, partition, kind) VALUES (?1, ?2, ?3)
        ON CONFLICT (queue) DO UPDATE SET partition = excluded.partition, kind = excluded.kind
        """;

    public const string InsertLease =
        "INSERT INTO lease (number, node, claimed_at, alone, keys) VALUES (?1, ?2, ?3, ?4, ?5)";

    public const string SuspectIds = "SELECT id FROM job WHERE key BETWEEN ?1 AND ?2";
}
