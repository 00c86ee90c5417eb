namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The writer's statements for claims.</summary>
internal static class ClaimSql
{
    public const string Due =
        "SELECT key FROM job WHERE queue = ?1 AND due_at IS NOT NULL AND due_at <= ?2 ORDER BY due_at LIMIT ?3";

    public const string Promote = "UPDATE job SET key = ?2, due_at = NULL WHERE key = ?1";

    public const string NextDue =
        "SELECT due_at FROM job WHERE queue = ?1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1";

    public const string Scan =
        """
        SELECT key, id, type, epoch, attempt, deaths, created_at, task, pipeline, stage, item, trace, payload, tagged
        FROM job WHERE key BETWEEN ?1 AND ?2 ORDER BY key
        """;

    public const string InsertLease =
        "INSERT INTO lease (number, node, claimed_at, alone, keys) VALUES (?1, ?2, ?3, ?4, ?5)";

    public const string SuspectIds = "SELECT id FROM job WHERE key BETWEEN ?1 AND ?2";
}
