using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>What a handler may know and do about the job that it runs.</summary>
public sealed class JobContext
{
    private readonly ClaimedJob job;
    private readonly JobControl control;
    private readonly JobProgress progress;
    private readonly IJobReader reader;

    internal JobContext(
        ClaimedJob job, JobControl control, StepJournal steps, JobProgress progress, DateTimeOffset deadline,
        int maximumAttempts, IJobReader reader)
    {
        MaximumAttempts = maximumAttempts;
        this.reader = reader;
        this.job = job;
        this.control = control;
        this.progress = progress;
        Steps = steps;
        Deadline = deadline;
    }

    /// <summary>The job.</summary>
    public JobId Id => job.Id;

    /// <summary>What it is.</summary>
    public JobType Type => job.Type;

    /// <summary>Where it was claimed.</summary>
    public QueueName Queue => job.Queue;

    /// <summary>Which attempt this is, from 1.</summary>
    public int Attempt => job.Attempt;

    /// <summary>
    /// How many attempts its policy allows, whatever the kinds of failures
    /// (<see cref="Domain.Jobs.RetryPolicy.MaximumAttemptsOfAnyKind"/>); attempts that were interrupted or snoozed don't count.
    /// </summary>
    public int MaximumAttempts { get; }

    /// <summary>
    /// Whether a failure now goes to the dead-letter queue, whatever its kind but interrupted. Where integration failures have
    /// a policy of their own, an earlier attempt may be the last one of its kind.
    /// </summary>
    public bool IsLastAttempt => Attempt >= MaximumAttempts;

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt => job.CreatedAt;

    /// <summary>When it will be cancelled for taking too long (UTC).</summary>
    public DateTimeOffset Deadline { get; }

    /// <summary>The task that it belongs to, if any.</summary>
    public TaskReference? Task => Batch is null ? job.Task : null;

    /// <summary>
    /// The batch that it belongs to, and as what, if any: add to it with <see cref="Commands.IBatchClient"/>.
    /// </summary>
    public BatchReference? Batch => BatchReference.From(job.Task);

    /// <summary>Why its token was cancelled, if it was.</summary>
    public CancellationCause CancellationCause => control.Cause;

    /// <summary>Its journal: what is done here is done once.</summary>
    public StepJournal Steps { get; }

    /// <summary>
    /// The job's tags. They are read from the store when they are asked for, so that claiming a job doesn't cost more for
    /// them.
    /// </summary>
    /// <exception cref="StoreException">The store can't be read now.</exception>
    public ValueTask<IReadOnlyList<string>> ReadTagsAsync(CancellationToken cancellationToken) =>
        reader.ReadTagsAsync(Id, cancellationToken);

    /// <summary>Says how far the job is, for people who watch. Dropped when the last report was less than a second ago.</summary>
    /// <param name="percent">0 to 100.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 100.</exception>
    public ValueTask ReportProgressAsync(int percent, CancellationToken cancellationToken) =>
        progress.ReportAsync(percent, cancellationToken);
}
