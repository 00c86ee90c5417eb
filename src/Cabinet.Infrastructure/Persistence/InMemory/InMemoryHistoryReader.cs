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
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        database.RunAsync(state => (long)state.History.Count, cancellationToken);

    private static HistoryRecord WithoutContents(HistoryRecord record) =>
        record with { Payload = Content.None, Result = Content.None };
}
