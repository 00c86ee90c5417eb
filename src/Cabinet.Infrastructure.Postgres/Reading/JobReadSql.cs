namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>The readers' statements on jobs.</summary>
/// <remarks>
/// The parameters of a list are: the id to go on after, the limit, the queue, the type, and the task where there is one.
/// A page is chosen by id first and dressed afterwards, so that neither the leases nor the names decide how it is found.
/// </remarks>
internal static class JobReadSql
{
    // 0 available, 1 scheduled, 2 running, 3 suspect.
    private const string State =
        "CASE WHEN r.id IS NOT NULL THEN 2 WHEN j.class = 1 THEN 1 WHEN j.class = 2 THEN 3 ELSE 0 END";

    private const string Columns =
        "SELECT j.id, t.text, q.text, j.priority, " + State + ", j.epoch, j.attempt, "
        + """
        j.deaths, j.created_at, j.due_at, j.claimed_at, r.claimed_at, r.node, j.progress, j.cancel, j.task, p.text,
               s.text, j.item, j.partition

        """;

    private const string Names =
        """

          LEFT JOIN cabinet.name t ON t.id = j.type
          LEFT JOIN cabinet.name q ON q.id = j.queue
          LEFT JOIN cabinet.name p ON p.id = j.pipeline
          LEFT JOIN cabinet.name s ON s.id = j.stage

        """;

    // What runs: a lease names it, and it wasn't given back from that lease or a later one. They are few. The lateral
    // LIMIT has each one looked up by its id: a planner who may join freely can pair every job with every lease.
    private const string Running = "WITH " + RunningTable;

    /// <summary>What runs, before other common table expressions.</summary>
    public const string RunningHead = RunningTable + ", ";

    private const string RunningTable =
        """
        running AS MATERIALIZED (
          SELECT u.id, held.queue, held.class, l.node, l.claimed_at
          FROM cabinet.lease l CROSS JOIN unnest(l.jobs) AS u (id) CROSS JOIN LATERAL (
            SELECT c.queue, c.class FROM cabinet.job c WHERE c.id = u.id AND c.fence < l.number LIMIT 1) AS held)

        """;

    private const string Filter =
        """
          AND ($3::text IS NULL OR j.queue = (SELECT n.id FROM cabinet.name n WHERE n.text = $3))
          AND ($4::text IS NULL OR j.type = (SELECT n.id FROM cabinet.name n WHERE n.text = $4))

        """;

    private const string Page = "ORDER BY j.id LIMIT $2) ";

    private const string Dress =
        Columns + "FROM page JOIN cabinet.job j ON j.id = page.id LEFT JOIN running r ON r.id = j.id" + Names
        + "ORDER BY j.id";

    public const string Find =
        Columns
        + """
        FROM cabinet.job j LEFT JOIN LATERAL (
            SELECT j.id, l.node, l.claimed_at FROM cabinet.lease l
            WHERE l.number > j.fence AND j.id = ANY (l.jobs) ORDER BY l.number DESC LIMIT 1) AS r ON true
        """ + Names + "WHERE j.id = $1";

    public const string List =
        Running + ", page AS MATERIALIZED (SELECT j.id FROM cabinet.job j WHERE j.id > $1" + Filter + Page + Dress;

    public const string ListAvailable =
        Running + ", page AS MATERIALIZED (SELECT j.id FROM cabinet.job j WHERE j.id > $1 AND j.class IN (0, 3, 4, 5) "
        + "AND j.id NOT IN (SELECT r.id FROM running r)" + Filter + Page + Dress;

    // Materialised by class, so that the class's own index finds them, however many others there are.
    public const string ListScheduled =
        Running + ", j AS MATERIALIZED (SELECT c.id, c.queue, c.type FROM cabinet.job c WHERE c.class = 1), "
        + "page AS MATERIALIZED (SELECT j.id FROM j WHERE j.id > $1 "
        + "AND j.id NOT IN (SELECT r.id FROM running r)" + Filter + Page + Dress;

    public const string ListSuspect =
        Running + ", j AS MATERIALIZED (SELECT c.id, c.queue, c.type FROM cabinet.job c WHERE c.class = 2), "
        + "page AS MATERIALIZED (SELECT j.id FROM j WHERE j.id > $1 "
        + "AND j.id NOT IN (SELECT r.id FROM running r)" + Filter + Page + Dress;

    public const string ListRunning =
        Running + ", page AS MATERIALIZED (SELECT j.id FROM running r JOIN cabinet.job j ON j.id = r.id WHERE j.id > $1"
        + Filter + Page + Dress;

    public const string ListByIds =
        Running + ", page AS MATERIALIZED (SELECT u.id FROM unnest($1::uuid[]) AS u (id)) " + Dress;

    // One statement is one snapshot, so a job that moves meanwhile is seen where it was.
    public const string WithPayload =
        """
        SELECT u.id FROM unnest($1::uuid[]) AS u (id)
        WHERE EXISTS (SELECT FROM cabinet.job j WHERE j.id = u.id)
           OR EXISTS (SELECT FROM cabinet.dead_letter d WHERE d.id = u.id)
           OR EXISTS (SELECT FROM cabinet.history h WHERE h.id = u.id AND h.payload IS NOT NULL)
        """;

    // The sixth is the state.
    public const string ListByTask =
        Running + ", named AS MATERIALIZED (SELECT c.id, c.queue, c.type, c.class FROM cabinet.job c WHERE c.task = $5), "
        + "page AS MATERIALIZED (SELECT j.id FROM named j LEFT JOIN running r ON r.id = j.id WHERE j.id > $1 "
        + "AND ($6::integer IS NULL OR $6 = " + State + ")" + Filter + Page + Dress;

    // Each class is counted on its own index; what waits at the gate is counted there; what is taken
    // is in no index, and is counted by the leases alone.
    public const string Count =
        Running
        + """
        , counted (queue, state, count) AS (
          SELECT j.queue, 0, count(*) FROM cabinet.job j WHERE j.class = 0 GROUP BY j.queue
          UNION ALL SELECT j.queue, 0, count(*) FROM cabinet.job j WHERE j.class = 3 GROUP BY j.queue
          UNION ALL SELECT g.queue, 0, count(*) FROM cabinet.gate g GROUP BY g.queue
          UNION ALL SELECT j.queue, 1, count(*) FROM cabinet.job j WHERE j.class = 1 GROUP BY j.queue
          UNION ALL SELECT j.queue, 3, count(*) FROM cabinet.job j WHERE j.class = 2 GROUP BY j.queue
          UNION ALL SELECT r.queue, 2, count(*) FROM running r GROUP BY r.queue
          UNION ALL SELECT r.queue, CASE r.class WHEN 1 THEN 1 WHEN 2 THEN 3 ELSE 0 END, -count(*)
          FROM running r WHERE r.class NOT IN (4, 5) GROUP BY r.queue, r.class)
        SELECT q.text, c.state, sum(c.count)::bigint
        FROM counted c LEFT JOIN cabinet.name q ON q.id = c.queue
        GROUP BY q.text, c.state HAVING sum(c.count) > 0
        ORDER BY q.text COLLATE "C", c.state
        """;

    public const string Payload = "SELECT payload FROM cabinet.job WHERE id = $1";

    public const string Journal =
        "SELECT name, effect, completed, at, result FROM cabinet.step WHERE job = $1 ORDER BY number";

    public const string Tags = "SELECT tag FROM cabinet.job_tag WHERE job = $1 ORDER BY tag COLLATE \"C\"";

    public const string Errors =
        "SELECT attempt, kind, at, message FROM cabinet.job_error WHERE job = $1 ORDER BY number";

    public const string CancelRequests =
        """
        SELECT j.id FROM cabinet.job j
        WHERE j.cancel AND EXISTS (
          SELECT FROM cabinet.lease l WHERE l.node = $1 AND l.number > j.fence AND j.id = ANY (l.jobs))
        ORDER BY j.id
        """;
}
