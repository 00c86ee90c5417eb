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
    public ValueTask<Found<DeadLetterRecord>> SearchAsync(
        DeadLetterSearch filter, Search search, CancellationToken cancellationToken) =>
        database.RunAsync(
            state => state.DeadLetters.Rows
                .Where(row => Matches(row, filter))
                .Find(search, row => row.Row.Job.Id.Value, row => row.ToRecord()),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DeadLetterGroup>> ListGroupsAsync(
        string? after, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<DeadLetterGroup>>(
            state =>
            [
                .. state.DeadLetters.Rows
                    .Where(row => row.Cause is not null && string.CompareOrdinal(row.Cause, after) > 0)
                    .GroupBy(row => row.Cause!)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Take(DeadLetterGroup.MaximumGroups)
                    .Select(group => new DeadLetterGroup(
                        group.Key, Math.Min(group.LongCount(), DeadLetterGroup.MaximumCount),
                        group.First().Row.Job.Id, group.Last().Row.Job.Id)),
            ],
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.DeadLetters.Rows.LongCount(row => Matches(row, filter)), cancellationToken);

    private static bool Matches(DeadLetterRow row, DeadLetterSearch filter) =>
        (filter.Queue is null || row.Row.Job.Queue == filter.Queue)
        && (filter.Type is null || row.Row.Job.Type == filter.Type)
        && (filter.Reason is null || row.Reason == filter.Reason)
        && (filter.Tag is null || row.Row.Job.Tags.Contains(filter.Tag))
        && (filter.Cause is null || row.Cause == filter.Cause)
        && (filter.DeadFrom is null || row.Error.At >= filter.DeadFrom)
        && (filter.DeadBefore is null || row.Error.At < filter.DeadBefore);

    private static bool Matches(DeadLetterRow row, DeadLetterFilter filter) =>
        (filter.Queue is null || row.Row.Job.Queue == filter.Queue)
        && (filter.Type is null || row.Row.Job.Type == filter.Type)
        && (filter.Reason is null || row.Reason == filter.Reason)
        && (filter.Task is null || row.Row.Job.Task?.Task == filter.Task);
}
