using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads the hot table. Reads change nothing: same state, same answer.</summary>
public interface IJobReader
{
    /// <summary>The most ids that one call names: 1,000.</summary>
    const int MaximumIds = 1_000;

    /// <summary>The job of that id, or null when it isn't in the hot table.</summary>
    ValueTask<JobRecord?> FindAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>Jobs by id, oldest first.</summary>
    ValueTask<IReadOnlyList<JobRecord>> ListAsync(JobFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>Jobs by id that match, as far as a bounded look goes: never more than a moment, however few match.</summary>
    ValueTask<Found<JobRecord>> SearchAsync(JobSearch filter, Search search, CancellationToken cancellationToken);

    /// <summary>How many jobs there are, by queue and state, in the order of queue and state.</summary>
    ValueTask<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken);

    /// <summary>A live job's payload as it is stored now, or none when the job isn't in the hot table.</summary>
    ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>
    /// Those of the jobs whose payload the store has, in a live job, a dead letter or a history record, as it is at one
    /// moment: a job that moves between them meanwhile is among them. In any order, each once.
    /// </summary>
    /// <param name="ids">At most <see cref="MaximumIds"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more.</exception>
    ValueTask<IReadOnlyList<JobId>> ListWithPayloadAsync(
        IReadOnlyList<JobId> ids, CancellationToken cancellationToken);

    /// <summary>The tags of a live or dead-lettered job, in the order of their characters.</summary>
    ValueTask<IReadOnlyList<string>> ReadTagsAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>The journal of a live or dead-lettered job, in the order in which the steps were started.</summary>
    ValueTask<IReadOnlyList<StepRecord>> ReadJournalAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>The kept errors of a live or dead-lettered job, oldest first.</summary>
    ValueTask<IReadOnlyList<JobErrorRecord>> ReadErrorsAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>Which of these running jobs somebody asked to cancel.</summary>
    /// <param name="node">The node that runs them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<JobId>> ListCancelRequestsAsync(NodeId node, CancellationToken cancellationToken);
}
