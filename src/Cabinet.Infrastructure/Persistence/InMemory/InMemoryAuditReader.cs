using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads the audit log.</summary>
internal sealed class InMemoryAuditReader(InMemoryDatabase database) : IAuditReader
{
    /// <inheritdoc />
    public ValueTask<AuditHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        database.RunAsync(
            state =>
            {
                var size = AuditOperations.ReadSize(state);
                return new AuditHead(size, state.Audit.Count - size, state.AuditCheckpoints.Rows.LastOrDefault());
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListWaitingAsync(
        int limit, CancellationToken cancellationToken) =>
        ListAsync(limit, state => state.Audit.Rows.Where(entry => entry.Index is null), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListAsync(
        long fromIndex, int limit, CancellationToken cancellationToken) =>
        ListAsync(
            limit,
            state => Enumerable.Range(0, limit)
                .Select(step => state.AuditOrder.Find(fromIndex + step))
                .TakeWhile(number => number is not null)
                .Select(number => state.Audit.Find(number!.Value)!),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListLastAsync(
        int limit, CancellationToken cancellationToken) =>
        ListAsync(limit, state => state.Audit.Rows.Skip(Math.Max(0, state.Audit.Count - limit)), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListAfterAsync(
        long number, int limit, CancellationToken cancellationToken) =>
        ListAsync(limit, state => state.Audit.Rows.Where(entry => entry.Number > number), cancellationToken);

    /// <inheritdoc />
    public ValueTask<AuditEntryRecord?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.RunAsync(
            state => state.AuditIds.Find(id) is { Value: var number } ? state.Audit.Find(number) : null,
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<ReadOnlyMemory<byte>?> FindNodeAsync(
        int level, long index, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.AuditNodes.Find((level, index))?.Hash, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AuditCheckpoint>> ListCheckpointsAsync(
        int limit, CancellationToken cancellationToken)
    {
        RequireLimit(limit);
        return database.RunAsync<IReadOnlyList<AuditCheckpoint>>(
            state => [.. state.AuditCheckpoints.Rows.Reverse().Take(limit)], cancellationToken);
    }

    private ValueTask<IReadOnlyList<AuditEntryRecord>> ListAsync(
        int limit, Func<StoreState, IEnumerable<AuditEntryRecord>> select, CancellationToken cancellationToken)
    {
        RequireLimit(limit);
        return database.RunAsync<IReadOnlyList<AuditEntryRecord>>(
            state => [.. select(state).Take(limit)], cancellationToken);
    }

    private static void RequireLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IAuditReader.MaximumLimit);
    }
}
