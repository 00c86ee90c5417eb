using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Searches the history: by time, which is the table's order, or by a walk over ids.</summary>
internal static class HistorySearching
{
    private const string Columns =
        """
        SELECT id, key, id, type, queue, ending, attempts, created_at, started_at, task, pipeline, stage, item,
               NULL, NULL
        FROM history
        """;

    public const string Rising =
        Columns + " INDEXED BY history_id WHERE id > coalesce(?1, x'') ORDER BY id";

    public const string Falling = Columns
        + " INDEXED BY history_id WHERE id < coalesce(?1, x'ffffffffffffffffffffffffffffffffff') ORDER BY id DESC";

    public const string ByTime = Columns + " NOT INDEXED WHERE key BETWEEN ?1 AND ?2";

    public static Found<HistoryRecord> Read(ReaderSession session, HistorySearch filter, Search search)
    {
        if (filter is not { EndedFrom: null, EndedBefore: null })
        {
            var matches = new List<(Guid Id, HistoryRecord Record)>();
            var budget = Search.MaximumRows;
            var few = session.Statement(ByTime)
                .Bind(1, filter.EndedFrom is { } from ? HistoryKey.First(from) : 0)
                .Bind(2, filter.EndedBefore is { } before ? HistoryKey.First(before) : long.MaxValue);
            if (SearchRows.TryAdd(matches, few, ref budget, Match))
            {
                return SearchRows.Cut(matches, search);
            }
        }

        var row = session.Statement(search.NewestFirst ? Falling : Rising).Bind(1, search.After);
        return SearchRows.Walk(row, search, Match);

        HistoryRecord? Match(SqliteStatement at) => Matching(session, filter, at);
    }

    private static HistoryRecord? Matching(ReaderSession session, HistorySearch filter, SqliteStatement row)
    {
        var record = HistoryReader.Read(session, row, column: 1);
        var matches = (filter.Queue is null || record.Queue == filter.Queue)
            && (filter.Type is null || record.Type == filter.Type)
            && (filter.End is null || record.End == filter.End)
            && (filter.EndedFrom is null || record.EndedAt >= filter.EndedFrom)
            && (filter.EndedBefore is null || record.EndedAt < filter.EndedBefore);
        return matches ? record : null;
    }
}
