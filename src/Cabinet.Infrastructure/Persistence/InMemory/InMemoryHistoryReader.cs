using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads the history.</summary>
internal sealed class InMemoryHistoryReader(InMemoryDatabase database) : IHistoryReader
{
    /// <inheritdoc />
    public ValueTask<HistoryRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.History.Find(id), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<HistoryRecord>> ListAsync(
        HistoryFilter filter, Page page, CancellationToken cancellationToken) =>
        database.RunAsync(
            state => state.History.Rows
                .Where(record => filter.Task is null || record.Task?.Task == filter.Task)
                .Read(page, record => record.Id.Value, WithoutContents),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<Found<HistoryRecord>> SearchAsync(
        HistorySearch filter, Search search, CancellationToken cancellationToken) =>
        database.RunAsync(
            state => state.History.Rows
                .Where(record => Matches(record, filter))
                .Find(search, record => record.Id.Value, WithoutContents),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<HistoryEntry>> ListEndedAsync(
        HistoryStretch stretch, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<HistoryEntry>>(
            state =>
            {
                var after = (Milliseconds.Truncate(stretch.After.EndedAt), stretch.After.Within);
                var before = Milliseconds.Truncate(stretch.EndedBefore);
                return
                [
                    .. state.History.Rows
                        .Where(record => record.EndedAt < before)
                        .Where(record => (record.EndedAt, record.Id.Value).CompareTo(after) > 0)
                        .OrderBy(record => record.EndedAt).ThenBy(record => record.Id.Value)
                        .Take(stretch.Limit)
                        .Select(record => new HistoryEntry(
                            record.Id, record.Type, record.End, new HistoryPosition(record.EndedAt, record.Id.Value))),
                ];
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RetentionRule>> ListRetentionAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<RetentionRule>>(state => [.. state.Retention.Rows], cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        database.RunAsync(state => (long)state.History.Count, cancellationToken);

    private static bool Matches(HistoryRecord record, HistorySearch filter) =>
        (filter.Queue is null || record.Queue == filter.Queue)
        && (filter.Type is null || record.Type == filter.Type)
        && (filter.End is null || record.End == filter.End)
        && (filter.EndedFrom is null || record.EndedAt >= filter.EndedFrom)
        && (filter.EndedBefore is null || record.EndedAt < filter.EndedBefore);

    private static HistoryRecord WithoutContents(HistoryRecord record) =>
        record with { Payload = Content.None, Result = Content.None };
}
