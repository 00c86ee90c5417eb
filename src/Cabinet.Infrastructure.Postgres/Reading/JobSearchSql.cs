using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>
/// The statements that search live jobs. Parameters after those of <see cref="SearchSql"/>: 4 queue, 5 type, 6 state,
/// 7 and 8 the bounds of the time, 9 the tag, 10 the partition.
/// </summary>
internal static class JobSearchSql
{
    private const string Columns = "c.id, c.queue, c.type, c.class, c.created_at, c.partition";

    private const string ByIdWalk =
        "SELECT " + Columns + " FROM cabinet.job c WHERE c.id {after} ORDER BY c.id {order} LIMIT $2";

    // A dead letter has its tags in the same table: it is passed over, but counts as looked at.
    private const string ByTagWalk =
        "SELECT t.job AS id, c.queue, c.type, c.class, c.created_at, c.partition FROM (SELECT x.job FROM cabinet.job_tag x "
        + "WHERE x.tag = $9 AND x.job {after} ORDER BY x.job {order} LIMIT $2) AS t "
        + "LEFT JOIN cabinet.job c ON c.id = t.job";

    private const string RunningWalk =
        "SELECT " + Columns + " FROM (SELECT DISTINCT r.id FROM running r LIMIT $2) AS u "
        + "JOIN cabinet.job c ON c.id = u.id";

    private const string InQueue = "c.queue = (SELECT n.id FROM cabinet.name n WHERE n.text = $4)";

    // What is taken (class 4) is in no index, and runs; what has a partition (5) waits at the gate, or runs.
    private const string ByQueueWalk =
        "SELECT DISTINCT * FROM ("
        + "(SELECT " + Columns + " FROM cabinet.job c WHERE c.class = 0 AND " + InQueue + " LIMIT $2) UNION ALL "
        + "(SELECT " + Columns + " FROM cabinet.job c WHERE c.class = 1 AND " + InQueue + " LIMIT $2) UNION ALL "
        + "(SELECT " + Columns + " FROM cabinet.job c WHERE c.class = 2 AND " + InQueue + " LIMIT $2) UNION ALL "
        + "(SELECT " + Columns + " FROM cabinet.job c WHERE c.class = 3 AND " + InQueue + " LIMIT $2) UNION ALL "
        + "(SELECT " + Columns + " FROM (SELECT g.job FROM cabinet.gate g WHERE g.queue = "
        + "(SELECT n.id FROM cabinet.name n WHERE n.text = $4) LIMIT $2) AS u JOIN cabinet.job c ON c.id = u.job) UNION ALL "
        + "(" + RunningWalk + " WHERE c.class IN (4, 5))) AS w LIMIT $2";

    // What stepped aside for the limit of its type has that type as its kind at the gate.
    private const string Kinds = "(SELECT 0 UNION ALL SELECT t.type FROM cabinet.type_limit t WHERE t.queue = ";

    // A partition's jobs wait at the gate, run, or are scheduled or suspect. The gate is asked queue by queue and kind by
    // kind, as its index begins with those.
    private const string ByPartitionWalk =
        "SELECT DISTINCT * FROM ("
        + "(SELECT " + Columns + " FROM (SELECT g.job FROM cabinet.name n CROSS JOIN LATERAL "
        + Kinds + "n.id) AS k (kind) CROSS JOIN LATERAL (SELECT x.job FROM cabinet.gate x "
        + "WHERE x.queue = n.id AND x.kind = k.kind AND x.partition = $10 LIMIT $2) AS g LIMIT $2) AS u "
        + "JOIN cabinet.job c ON c.id = u.job) UNION ALL "
        + "(" + ScheduledWalk + " LIMIT $2) UNION ALL (" + SuspectWalk + " LIMIT $2) UNION ALL "
        + "(" + RunningWalk + " WHERE c.class IN (4, 5))) AS w LIMIT $2";

    private const string ByQueueAndPartitionWalk =
        "SELECT DISTINCT * FROM ("
        + "(SELECT " + Columns + " FROM (SELECT g.job FROM cabinet.name n CROSS JOIN LATERAL "
        + Kinds + "n.id) AS k (kind) CROSS JOIN LATERAL (SELECT x.job FROM cabinet.gate x "
        + "WHERE x.queue = n.id AND x.kind = k.kind AND x.partition = $10 LIMIT $2) AS g WHERE n.text = $4 LIMIT $2) AS u "
        + "JOIN cabinet.job c ON c.id = u.job) UNION ALL "
        + "(" + ScheduledWalk + " AND " + InQueue + " LIMIT $2) UNION ALL "
        + "(" + SuspectWalk + " AND " + InQueue + " LIMIT $2) UNION ALL "
        + "(" + RunningWalk + " WHERE c.class IN (4, 5))) AS w LIMIT $2";

    private const string ScheduledWalk =
        "SELECT " + Columns + " FROM cabinet.job c WHERE c.class = 1";

    private const string SuspectWalk =
        "SELECT " + Columns + " FROM cabinet.job c WHERE c.class = 2";

    private const string Filter =
        """
        w.class IS NOT NULL
          AND ($4::text IS NULL OR w.queue = (SELECT n.id FROM cabinet.name n WHERE n.text = $4))
          AND ($5::text IS NULL OR w.type = (SELECT n.id FROM cabinet.name n WHERE n.text = $5))
          AND ($6::integer IS NULL OR $6 = CASE WHEN w.id IN (SELECT r.id FROM running r) THEN 2
            WHEN w.class = 1 THEN 1 WHEN w.class = 2 THEN 3 ELSE 0 END)
          AND ($7::timestamptz IS NULL OR w.created_at >= $7) AND ($8::timestamptz IS NULL OR w.created_at < $8)
          AND ($9::text IS NULL OR EXISTS (SELECT FROM cabinet.job_tag g WHERE g.tag = $9 AND g.job = w.id))
          AND ($10::text IS NULL OR w.partition = $10)
        """;

    public static readonly string[] ById = Both(ByIdWalk);
    public static readonly string[] ByTag = Both(ByTagWalk);
    public static readonly string[] Running = Both(RunningWalk);
    public static readonly string[] ByQueue = Both(ByQueueWalk);
    public static readonly string[] Scheduled = Both(ScheduledWalk + " LIMIT $2");
    public static readonly string[] Suspect = Both(SuspectWalk + " LIMIT $2");
    public static readonly string[] ByPartition = Both(ByPartitionWalk);
    public static readonly string[] ByQueueAndPartition = Both(ByQueueAndPartitionWalk);

    /// <summary>The walk in the order of ids.</summary>
    public static string Walk(JobSearch filter, bool newestFirst) =>
        (filter.Tag is null ? ById : ByTag)[newestFirst ? 1 : 0];

    /// <summary>The walk by another index, where one may find what is asked for among few; or null.</summary>
    public static string? Few(JobSearch filter, bool newestFirst) => (filter switch
    {
        { State: JobState.Running } => Running,
        { Tag: not null } => null,
        { State: JobState.Suspect } => Suspect,
        { Partition: not null, Queue: not null } => ByQueueAndPartition,
        { Partition: not null } => ByPartition,
        { Queue: not null } => ByQueue,
        { State: JobState.Scheduled } => Scheduled,
        _ => null,
    })?[newestFirst ? 1 : 0];

    private static string[] Both(string walk) =>
    [
        SearchSql.Make(walk, Filter, newestFirst: false, JobReadSql.RunningHead),
        SearchSql.Make(walk, Filter, newestFirst: true, JobReadSql.RunningHead),
    ];
}
