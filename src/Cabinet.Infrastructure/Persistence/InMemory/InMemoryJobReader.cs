using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads the hot table.</summary>
internal sealed class InMemoryJobReader(InMemoryDatabase database) : IJobReader
{
    /// <inheritdoc />
    public ValueTask<JobRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.Jobs.Find(id)?.ToRecord(), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobRecord>> ListAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken) =>
        database.RunAsync(
            state => state.Jobs.Rows
                .Where(row => Matches(row, filter))
                .Read(page, row => row.Job.Id.Value, row => row.ToRecord()),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<Found<JobRecord>> SearchAsync(
        JobSearch filter, Search search, CancellationToken cancellationToken) =>
        database.RunAsync(
            state => state.Jobs.Rows
                .Where(row => Matches(row, filter))
                .Find(search, row => row.Job.Id.Value, row => row.ToRecord()),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<JobCount>>(
            state =>
            [
                .. state.Jobs.Rows
                    .GroupBy(row => (row.Job.Queue, row.State))
                    .OrderBy(group => group.Key.Queue.Value, StringComparer.Ordinal).ThenBy(group => group.Key.State)
                    .Select(group => new JobCount(group.Key.Queue, group.Key.State, group.LongCount())),
            ],
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.Jobs.Find(id)?.Job.Payload ?? Content.None, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobId>> ListWithPayloadAsync(
        IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, IJobReader.MaximumIds, nameof(ids));
        return database.RunAsync<IReadOnlyList<JobId>>(
            state =>
            [
                .. ids.Distinct().Where(id =>
                    Find(state, id) is not null || state.History.Find(id) is { Payload.IsNone: false }),
            ],
            cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ReadTagsAsync(JobId id, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<string>>(state => Find(state, id)?.Job.Tags ?? [], cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StepRecord>> ReadJournalAsync(JobId id, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<StepRecord>>(state => Find(state, id)?.Journal ?? [], cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobErrorRecord>> ReadErrorsAsync(JobId id, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<JobErrorRecord>>(state => Find(state, id)?.Errors ?? [], cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobId>> ListCancelRequestsAsync(NodeId node, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<JobId>>(
            state => [.. state.JobIndex.RunningOn(node).Where(id => state.Jobs.Find(id)!.CancelRequested)],
            cancellationToken);

    private static JobRow? Find(StoreState state, JobId id) => state.Jobs.Find(id) ?? state.DeadLetters.Find(id)?.Row;

    private static bool Matches(JobRow row, JobSearch filter) =>
        (filter.Queue is null || row.Job.Queue == filter.Queue)
        && (filter.Type is null || row.Job.Type == filter.Type)
        && (filter.State is null || row.State == filter.State)
        && (filter.Partition is null || row.Job.Partition == filter.Partition)
        && (filter.Tag is null || row.Job.Tags.Contains(filter.Tag))
        && (filter.CreatedFrom is null || row.Job.CreatedAt >= filter.CreatedFrom)
        && (filter.CreatedBefore is null || row.Job.CreatedAt < filter.CreatedBefore);

    private static bool Matches(JobRow row, JobFilter filter) =>
        (filter.Queue is null || row.Job.Queue == filter.Queue)
        && (filter.Type is null || row.Job.Type == filter.Type)
        && (filter.State is null || row.State == filter.State)
        && (filter.Task is null || row.Job.Task?.Task == filter.Task);
}
