namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The statement that claims.</summary>
internal static class ClaimSql
{
    /// <summary>The most bytes of payload in one claim, but for a single job that is larger.</summary>
    public const long MaximumPayloadBytes = 16L * 1024 * 1024;

    public const string Claim =
        """
        SELECT id, lease, epoch, type, priority, attempt, deaths, created_at, task, pipeline, stage, item, trace,
          payload, node_gone, next_due, suspects, partition, holds, more
        FROM cabinet.claim($1, $2, $3, $4, $5, $6)
        """;

    public const string IsRegistered = "SELECT EXISTS (SELECT FROM cabinet.node WHERE id = $1)";
}
