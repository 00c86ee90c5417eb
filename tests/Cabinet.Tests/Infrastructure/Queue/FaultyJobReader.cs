using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>Reads jobs, unless the store has trouble.</summary>
internal sealed class FaultyJobReader(IJobReader inner, Action fault) : IJobReader
{
    public ValueTask<JobRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        Sound().FindAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<JobRecord>> ListAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken) =>
        Sound().ListAsync(filter, page, cancellationToken);

    public ValueTask<Found<JobRecord>> SearchAsync(
        JobSearch filter, Search search, CancellationToken cancellationToken) =>
        Sound().SearchAsync(filter, search, cancellationToken);

    public ValueTask<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken) =>
        Sound().CountAsync(cancellationToken);

    public ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken) =>
        Sound().ReadPayloadAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<JobId>> ListWithPayloadAsync(
        IReadOnlyList<JobId> ids, CancellationToken cancellationToken) =>
        Sound().ListWithPayloadAsync(ids, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadTagsAsync(JobId id, CancellationToken cancellationToken) =>
        Sound().ReadTagsAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<StepRecord>> ReadJournalAsync(JobId id, CancellationToken cancellationToken) =>
        Sound().ReadJournalAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<JobErrorRecord>> ReadErrorsAsync(JobId id, CancellationToken cancellationToken) =>
        Sound().ReadErrorsAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<JobId>> ListCancelRequestsAsync(NodeId node, CancellationToken cancellationToken) =>
        Sound().ListCancelRequestsAsync(node, cancellationToken);

    private IJobReader Sound()
    {
        fault();
        return inner;
    }
}
