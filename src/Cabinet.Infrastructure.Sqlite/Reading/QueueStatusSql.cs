namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>The statements that say how queues stand. Each is a step in an index, or looks at a bounded number of rows.</summary>
internal static class QueueStatusSql
{
    public const string Queues = "SELECT count(*) FROM queue";

    public const string Recorded = "SELECT queue, state, count, counted_at FROM job_count";

    // Class and queue are the bits above 47.
    public const string NextGroup = "SELECT key >> 47 FROM job NOT INDEXED WHERE key >= ?1 ORDER BY key LIMIT 1";

    public const string CountGroup =
        "SELECT count(*) FROM (SELECT 1 FROM job NOT INDEXED WHERE key BETWEEN ?1 AND ?2 LIMIT ?3)";

    public const string Oldest = "SELECT key, created_at FROM job NOT INDEXED WHERE key BETWEEN ?1 AND ?2 ORDER BY key";

    public const string NextDeadQueue =
        "SELECT queue FROM dead_letter INDEXED BY dead_letter_queue WHERE queue > ?1 ORDER BY queue LIMIT 1";

    public const string CountDead =
        """
        SELECT count(*) FROM (
          SELECT 1 FROM dead_letter INDEXED BY dead_letter_queue WHERE queue = ?1 AND dead_at >= ?2 LIMIT ?3)
        """;

    public const string Ended = "SELECT key, queue FROM history NOT INDEXED WHERE key >= ?1 ORDER BY key DESC LIMIT ?2";
}
