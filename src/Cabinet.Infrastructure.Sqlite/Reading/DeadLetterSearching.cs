using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Searches dead letters and groups them.</summary>
internal static class DeadLetterSearching
{
    private const string Columns =
        """
        , dead_letter.id, type, queue, reason, attempts, created_at, dead_at, task, pipeline, stage, item,
               job_error.attempt, job_error.kind, job_error.at, job_error.message, cause, dead_letter.partition

        """;

    private const string Errors = " JOIN job_error ON job_error.number = dead_letter.error ";
    private const string First = "coalesce(?1, x'')";
    private const string Last = "coalesce(?1, x'ffffffffffffffffffffffffffffffffff')";

    public const string Rising = "SELECT dead_letter.id" + Columns + "FROM dead_letter INDEXED BY dead_letter_id"
        + Errors + "WHERE dead_letter.id > " + First + " ORDER BY dead_letter.id";

    public const string Falling = "SELECT dead_letter.id" + Columns + "FROM dead_letter INDEXED BY dead_letter_id"
        + Errors + "WHERE dead_letter.id < " + Last + " ORDER BY dead_letter.id DESC";

    private const string Caused = "SELECT dead_letter.id" + Columns + "FROM dead_letter INDEXED BY dead_letter_cause"
        + Errors + "WHERE cause = ?2 AND ";

    public const string CausedRising = Caused + "dead_letter.id > " + First + " ORDER BY dead_letter.id";
    public const string CausedFalling = Caused + "dead_letter.id < " + Last + " ORDER BY dead_letter.id DESC";

    private const string Tagged = "SELECT job_tag.id" + Columns
        + "FROM job_tag LEFT JOIN dead_letter ON dead_letter.id = job_tag.id "
        + "LEFT JOIN job_error ON job_error.number = dead_letter.error WHERE job_tag.tag = ?2 AND ";

    public const string TaggedRising = Tagged + "job_tag.id > " + First + " ORDER BY job_tag.id";
    public const string TaggedFalling = Tagged + "job_tag.id < " + Last + " ORDER BY job_tag.id DESC";

    public const string Typed = "SELECT dead_letter.id" + Columns + "FROM dead_letter INDEXED BY dead_letter_type"
        + Errors + "WHERE type = (SELECT name.id FROM name WHERE name.text = ?1) AND dead_at < ?2";

    private const string NextCause = "SELECT cause FROM dead_letter INDEXED BY dead_letter_cause "
        + "WHERE cause IS NOT NULL AND cause > ?1 ORDER BY cause LIMIT 1";

    private const string Count = "SELECT count(*) FROM (SELECT 1 FROM dead_letter INDEXED BY dead_letter_cause "
        + "WHERE cause IS NOT NULL AND cause = ?1 LIMIT ?2)";

    private const string Ends = "SELECT min(id), max(id) FROM dead_letter INDEXED BY dead_letter_cause "
        + "WHERE cause IS NOT NULL AND cause = ?1";

    public static Found<DeadLetterRecord> Read(ReaderSession session, DeadLetterSearch filter, Search search)
    {
        if (filter is { Type: { } type, Cause: null, Tag: null })
        {
            var matches = new List<(Guid Id, DeadLetterRecord Record)>();
            var budget = Search.MaximumRows;
            var few = session.Statement(Typed).Bind(1, type.Value).Bind(2, filter.DeadBefore ?? DateTimeOffset.MaxValue);
            if (SearchRows.TryAdd(matches, few, ref budget, Match))
            {
                return SearchRows.Cut(matches, search);
            }
        }

        var (sql, key) = Walk(filter, search.NewestFirst);
        var row = session.Statement(sql).Bind(1, search.After);
        return SearchRows.Walk(key is null ? row : row.Bind(2, key), search, Match);

        DeadLetterRecord? Match(SqliteStatement at) => Matching(session, filter, at);
    }

    public static IReadOnlyList<DeadLetterGroup> ReadGroups(ReaderSession session, string? after)
    {
        var groups = new List<DeadLetterGroup>();
        for (var cause = after ?? ""; groups.Count < DeadLetterGroup.MaximumGroups;)
        {
            var next = session.Statement(NextCause).Bind(1, cause);
            if (!next.Step())
            {
                break;
            }

            cause = next.Text(0);
            next.Reset();
            groups.Add(ReadGroup(session, cause));
        }

        return groups;
    }

    private static DeadLetterGroup ReadGroup(ReaderSession session, string cause)
    {
        var counted = session.Statement(Count).Bind(1, cause).Bind(2, DeadLetterGroup.MaximumCount);
        counted.Step();
        var count = counted.Int64(0);
        counted.Reset();
        var ends = session.Statement(Ends).Bind(1, cause);
        ends.Step();
        var group = new DeadLetterGroup(cause, count, new JobId(ends.Id(0)), new JobId(ends.Id(1)));
        ends.Reset();
        return group;
    }

    private static DeadLetterRecord? Matching(ReaderSession session, DeadLetterSearch filter, SqliteStatement row)
    {
        if (row.IsNull(1))
        {
            return null;
        }

        var letter = DeadLetterReader.Read(session, row, column: 1);
        var matches = (filter.Queue is null || letter.Queue == filter.Queue)
            && (filter.Type is null || letter.Type == filter.Type)
            && (filter.Reason is null || letter.Reason == filter.Reason)
            && (filter.DeadFrom is null || letter.DeadAt >= filter.DeadFrom)
            && (filter.DeadBefore is null || letter.DeadAt < filter.DeadBefore)
            && (filter.Cause is null || letter.Cause == filter.Cause)
            && (filter.Tag is null || HasTag(session, filter.Tag, letter.Id));
        return matches ? letter : null;
    }

    private static bool HasTag(ReaderSession session, string tag, JobId id)
    {
        var row = session.Statement(JobSearchSql.HasTag).Bind(1, tag).Bind(2, id.Value);
        var has = row.Step();
        row.Reset();
        return has;
    }

    private static (string Sql, string? Key) Walk(DeadLetterSearch filter, bool newestFirst) =>
        (filter, newestFirst) switch
        {
            ({ Cause: { } cause }, false) => (CausedRising, cause),
            ({ Cause: { } cause }, true) => (CausedFalling, cause),
            ({ Tag: { } tag }, false) => (TaggedRising, tag),
            ({ Tag: { } tag }, true) => (TaggedFalling, tag),
            (_, false) => (Rising, null),
            _ => (Falling, null),
        };
}
