using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>
/// The statements that search the history. Parameters after those of <see cref="SearchSql"/>: 4 queue, 5 type, 6 the end,
/// 7 and 8 the bounds of the time.
/// </summary>
internal static class HistorySearchSql
{
    private const string Columns = "c.id, c.queue, c.type, c.ending, c.ended_at";

    private const string ByIdWalk =
        "SELECT " + Columns + " FROM cabinet.history c WHERE c.id {after} ORDER BY c.id {order} LIMIT $2";

    private const string ByTimeWalk =
        "SELECT " + Columns + " FROM cabinet.history c WHERE c.ended_at >= coalesce($7, '-infinity')"
        + " AND c.ended_at < coalesce($8, 'infinity') LIMIT $2";

    private const string Filter =
        """
            ($4::text IS NULL OR w.queue = (SELECT n.id FROM cabinet.name n WHERE n.text = $4))
          AND ($5::text IS NULL OR w.type = (SELECT n.id FROM cabinet.name n WHERE n.text = $5))
          AND ($6::smallint IS NULL OR w.ending = $6)
          AND ($7::timestamptz IS NULL OR w.ended_at >= $7) AND ($8::timestamptz IS NULL OR w.ended_at < $8)
        """;

    public static readonly string[] ById = Both(ByIdWalk);
    public static readonly string[] ByTime = Both(ByTimeWalk);

    /// <summary>The walk by the time, where it may find what is asked for among few; or null.</summary>
    public static string? Few(HistorySearch filter, bool newestFirst) =>
        filter is { EndedFrom: null, EndedBefore: null } ? null : ByTime[newestFirst ? 1 : 0];

    private static string[] Both(string walk) =>
        [SearchSql.Make(walk, Filter, newestFirst: false), SearchSql.Make(walk, Filter, newestFirst: true)];
}
