namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>The statements that say how queues stand.</summary>
internal static class QueueStatusSql
{
    public const string Recorded =
        """
        SELECT n.text, c.state, c.count, c.counted_at FROM cabinet.job_count c JOIN cabinet.name n ON n.id = c.queue
        """;

    public const string Status =
        """
        SELECT s.queue, s.bound, s.available, s.scheduled, s.running, s.suspect, s.dead, s.oldest
        FROM cabinet.queue_status($1, $2, $3) s
        WHERE s.available > 0 OR s.scheduled > 0 OR s.running > 0 OR s.suspect > 0 OR s.dead > 0
        """;

    // The newest records, at most as many as the limit: then the window begins with the oldest of them.
    public const string Rate =
        """
        WITH recent AS MATERIALIZED (
          SELECT h.queue, h.ended_at FROM cabinet.history h WHERE h.ended_at >= $1 ORDER BY h.ended_at DESC LIMIT $2),
        start AS MATERIALIZED (
          SELECT CASE WHEN count(*) = $2 THEN min(r.ended_at) ELSE $1 END AS at FROM recent r),
        ended AS (SELECT r.queue, count(*) AS count FROM recent r GROUP BY r.queue)
        SELECT n.text, coalesce(e.count, 0), f.count, start.at
        FROM start CROSS JOIN cabinet.name n LEFT JOIN ended e ON e.queue = n.id
        CROSS JOIN LATERAL (
          SELECT count(*) AS count FROM (
            SELECT FROM cabinet.dead_letter d WHERE d.queue = n.id AND d.dead_at >= start.at
            ORDER BY d.dead_at LIMIT $2) AS d) AS f
        WHERE e.count > 0 OR f.count > 0
        """;
}
