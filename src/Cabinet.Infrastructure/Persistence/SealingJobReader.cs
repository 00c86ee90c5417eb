using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Reads the hot table and opens journals and errors.</summary>
internal sealed class SealingJobReader(IJobReader driver, ContentOpener opener, StoredPayloads payloads) : IJobReader
{
    /// <inheritdoc />
    public ValueTask<JobRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        driver.FindAsync(id, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobRecord>> ListAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken) =>
        driver.ListAsync(filter, page, cancellationToken);

    /// <inheritdoc />
    public ValueTask<Found<JobRecord>> SearchAsync(
        JobSearch filter, Search search, CancellationToken cancellationToken) =>
        driver.SearchAsync(filter, search, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken) =>
        driver.CountAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken) =>
        await payloads.ReadAsync(id, await ReadRowAsync(id, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobId>> ListWithPayloadAsync(
        IReadOnlyList<JobId> ids, CancellationToken cancellationToken) =>
        driver.ListWithPayloadAsync(ids, cancellationToken);

    private ValueTask<Content> ReadRowAsync(JobId id, CancellationToken cancellationToken) => opener.ReadAsync(
        async view =>
        {
            // The payload is bound to the job's queue and type, which stand in its record.
            if (await driver.FindAsync(id, cancellationToken) is not { } job)
            {
                return Content.None;
            }

            var payload = await driver.ReadPayloadAsync(id, cancellationToken);
            return view.Open(payload, ContentContexts.JobPayload(id, job.Queue, job.Type));
        },
        cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ReadTagsAsync(JobId id, CancellationToken cancellationToken) =>
        driver.ReadTagsAsync(id, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StepRecord>> ReadJournalAsync(JobId id, CancellationToken cancellationToken) =>
        opener.ReadAsync<IReadOnlyList<StepRecord>>(
            async view =>
            {
                var steps = await driver.ReadJournalAsync(id, cancellationToken);
                return
                [
                    .. steps.Select(step => step with
                    {
                        Result = view.Open(step.Result, ContentContexts.JournalStep(id, step.Name)),
                    }),
                ];
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobErrorRecord>> ReadErrorsAsync(JobId id, CancellationToken cancellationToken) =>
        opener.ReadAsync<IReadOnlyList<JobErrorRecord>>(
            async view =>
            {
                var errors = await driver.ReadErrorsAsync(id, cancellationToken);
                return [.. errors.Select(error => view.Open(id, error))];
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobId>> ListCancelRequestsAsync(NodeId node, CancellationToken cancellationToken) =>
        driver.ListCancelRequestsAsync(node, cancellationToken);
}
