using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Reads the hot table and opens journals and errors.</summary>
internal sealed class SealingJobReader(IJobReader driver, ContentOpener opener) : IJobReader
{
    /// <inheritdoc />
    public ValueTask<JobRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        driver.FindAsync(id, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobRecord>> ListAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken) =>
        driver.ListAsync(filter, page, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken) =>
        driver.CountAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<StepRecord>> ReadJournalAsync(JobId id, CancellationToken cancellationToken)
    {
        var steps = await driver.ReadJournalAsync(id, cancellationToken);
        return
        [
            .. steps.Select(step => step with
            {
                Result = opener.Open(step.Result, ContentContexts.JournalStep(id, step.Name)),
            }),
        ];
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<JobErrorRecord>> ReadErrorsAsync(JobId id, CancellationToken cancellationToken)
    {
        var errors = await driver.ReadErrorsAsync(id, cancellationToken);
        return [.. errors.Select(error => opener.Open(id, error))];
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobId>> ListCancelRequestsAsync(NodeId node, CancellationToken cancellationToken) =>
        driver.ListCancelRequestsAsync(node, cancellationToken);
}
