namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>What the statements of all searches have alike.</summary>
/// <remarks>
/// A search walks over a bounded number of rows in the order of their ids, and returns the ids that match (with true) and,
/// when the bound was reached, the id it came to (with false). Parameters: 1 the id to go on after, 2 the bound, 3 the
/// limit; what comes then is the filter's. A walk by an index that isn't in the order of ids ("few") is complete or
/// worth nothing: then the walk by id takes its place.
/// </remarks>
internal static class SearchSql
{
    public const string Rising = ">";
    public const string Falling = "<";

    /// <summary>The statement of a walk.</summary>
    /// <param name="walk">The rows: a SELECT with the columns that the filter names by <c>w</c>.</param>
    /// <param name="filter">Which of them match.</param>
    /// <param name="newestFirst">The direction.</param>
    /// <param name="head">Common table expressions before the walk, each with its comma at the end.</param>
    public static string Make(string walk, string filter, bool newestFirst, string head = "")
    {
        var (comparison, order, back) = newestFirst ? (Falling, "DESC", "ASC") : (Rising, "ASC", "DESC");
        var rows = walk.Replace("{after}", comparison + " $1", StringComparison.Ordinal)
            .Replace("{order}", order, StringComparison.Ordinal);
        return $"""
            WITH {head} walked AS MATERIALIZED ({rows}),
            hits AS (
              SELECT w.id FROM walked w WHERE w.id {comparison} $1 AND {filter} ORDER BY w.id {order} LIMIT $3)
            SELECT h.id, true FROM hits h
            UNION ALL (
              SELECT w.id, false FROM walked w WHERE (SELECT count(*) FROM walked) >= $2 ORDER BY w.id {back} LIMIT 1)
            """;
    }
}
