using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>
/// The statements that search dead letters. Parameters after those of <see cref="SearchSql"/>: 4 queue, 5 type, 6 reason,
/// 7 and 8 the bounds of the time, 9 the tag, 10 the cause.
/// </summary>
internal static class DeadLetterSearchSql
{
    private const string Columns = "c.id, c.queue, c.type, c.reason, c.dead_at, c.cause";

    private const string ByIdWalk =
        "SELECT " + Columns + " FROM cabinet.dead_letter c WHERE c.id {after} ORDER BY c.id {order} LIMIT $2";

    private const string ByCauseWalk = "SELECT " + Columns
        + " FROM cabinet.dead_letter c WHERE c.cause = $10 AND c.id {after} ORDER BY c.id {order} LIMIT $2";

    // A live job has its tags in the same table: it is passed over, but counts as looked at.
    private const string ByTagWalk =
        "SELECT t.job AS id, c.queue, c.type, c.reason, c.dead_at, c.cause FROM (SELECT x.job FROM cabinet.job_tag x "
        + "WHERE x.tag = $9 AND x.job {after} ORDER BY x.job {order} LIMIT $2) AS t "
        + "LEFT JOIN cabinet.dead_letter c ON c.id = t.job";

    private const string ByTypeWalk = "SELECT " + Columns
        + " FROM cabinet.dead_letter c WHERE c.type = (SELECT n.id FROM cabinet.name n WHERE n.text = $5)"
        + " AND c.dead_at < coalesce($8, 'infinity') LIMIT $2";

    private const string Filter =
        """
        w.reason IS NOT NULL
          AND ($4::text IS NULL OR w.queue = (SELECT n.id FROM cabinet.name n WHERE n.text = $4))
          AND ($5::text IS NULL OR w.type = (SELECT n.id FROM cabinet.name n WHERE n.text = $5))
          AND ($6::smallint IS NULL OR w.reason = $6)
          AND ($7::timestamptz IS NULL OR w.dead_at >= $7) AND ($8::timestamptz IS NULL OR w.dead_at < $8)
          AND ($9::text IS NULL OR EXISTS (SELECT FROM cabinet.job_tag g WHERE g.tag = $9 AND g.job = w.id))
          AND ($10::text IS NULL OR w.cause = $10)
        """;

    public static readonly string[] ById = Both(ByIdWalk);
    public static readonly string[] ByCause = Both(ByCauseWalk);
    public static readonly string[] ByTag = Both(ByTagWalk);
    public static readonly string[] ByType = Both(ByTypeWalk);

    /// <summary>Skips from cause to cause, and counts each up to a bound.</summary>
    public const string Groups =
        """
        WITH RECURSIVE causes AS (
          (SELECT d.cause FROM cabinet.dead_letter d WHERE d.cause > $1 ORDER BY d.cause LIMIT 1)
          UNION ALL
          SELECT (SELECT d.cause FROM cabinet.dead_letter d WHERE d.cause > c.cause ORDER BY d.cause LIMIT 1)
          FROM causes c WHERE c.cause IS NOT NULL),
        listed AS MATERIALIZED (SELECT c.cause FROM causes c WHERE c.cause IS NOT NULL LIMIT $2)
        SELECT c.cause,
          (SELECT count(*) FROM (SELECT FROM cabinet.dead_letter d WHERE d.cause = c.cause LIMIT $3) AS u),
          (SELECT d.id FROM cabinet.dead_letter d WHERE d.cause = c.cause ORDER BY d.id LIMIT 1),
          (SELECT d.id FROM cabinet.dead_letter d WHERE d.cause = c.cause ORDER BY d.id DESC LIMIT 1)
        FROM listed c ORDER BY c.cause COLLATE "C"
        """;

    /// <summary>The walk in the order of ids.</summary>
    public static string Walk(DeadLetterSearch filter, bool newestFirst) => (filter switch
    {
        { Cause: not null } => ByCause,
        { Tag: not null } => ByTag,
        _ => ById,
    })[newestFirst ? 1 : 0];

    /// <summary>The walk by another index, where one may find what is asked for among few; or null.</summary>
    public static string? Few(DeadLetterSearch filter, bool newestFirst) =>
        filter is { Type: not null, Cause: null, Tag: null } ? ByType[newestFirst ? 1 : 0] : null;

    private static string[] Both(string walk) =>
        [SearchSql.Make(walk, Filter, newestFirst: false), SearchSql.Make(walk, Filter, newestFirst: true)];
}
