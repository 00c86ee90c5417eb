using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads the dead-letter queue.</summary>
internal sealed class InMemoryDeadLetterReader(InMemoryDatabase database) : IDeadLetterReader
{
    /// <inheritdoc />
    public ValueTask<DeadLetterRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.DeadLetters.Find(id)?.ToRecord(), cancellationToken);

    /// <inheritdoc />
    public ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.DeadLetters.Find(id)?.Row.Job.Payload ?? Content.None, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DeadLetterRecord>> ListAsync(
        DeadLetterFilter filter, Page page, CancellationToken cancellationToken) =>
        database.RunAsync(
            state => state.DeadLetters.Rows
                .Where(row => Matches(row, filter))
                .Read(page, row => row.Row.Job.Id.Value, row => row.ToRecord()),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.DeadLetters.Rows.LongCount(row => Matches(row, filter)), cancellationToken);

    private static bool Matches(DeadLetterRow row, DeadLetterFilter filter) =>
        (filter.Queue is null || row.Row.Job.Queue == filter.Queue)
        && (filter.Type is null || row.Row.Job.Type == filter.Type)
        && (filter.Reason is null || row.Reason == filter.Reason)
        && (filter.Task is null || row.Row.Job.Task?.Task == filter.Task);
}
