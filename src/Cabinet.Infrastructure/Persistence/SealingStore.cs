using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Names;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>
/// The one sealing front: seals what is written, opens what is read, and wakes workers after a commit.
/// </summary>
internal sealed class SealingStore : IStore
{
    private readonly IStoreDriver driver;
    private readonly IContentProtector protector;
    private readonly IQueueSignal? signal;
    private readonly TimeProvider time;
    private readonly WriteSetSealer sealer;

    /// <summary>Makes the front.</summary>
    /// <param name="driver">Gets ciphertext only.</param>
    /// <param name="protector">Seals and opens.</param>
    /// <param name="digest">Replaces unique and idempotency keys.</param>
    /// <param name="audit">Redacts and encodes what is audited.</param>
    /// <param name="logger">Hears of records that can't be opened.</param>
    /// <param name="time">Measures commits.</param>
    /// <param name="signal">Wakes the workers of this process; null where there are none.</param>
    public SealingStore(
        IStoreDriver driver,
        IContentProtector protector,
        IKeyedDigest digest,
        IAuditEncoder audit,
        ILogger<SealingStore> logger,
        TimeProvider time,
        IQueueSignal? signal = null)
    {
        this.driver = driver;
        this.protector = protector;
        this.signal = signal;
        this.time = time;
        sealer = new WriteSetSealer(new ContentSealer(protector, digest), audit);
        var opener = new ContentOpener(protector, logger);
        Jobs = new SealingJobReader(driver.Jobs, opener);
        Tasks = new SealingTaskReader(driver.Tasks, opener);
        DeadLetters = new SealingDeadLetterReader(driver.DeadLetters, opener);
        History = new SealingHistoryReader(driver.History, opener);
    }

    /// <inheritdoc />
    public IJobReader Jobs { get; }

    /// <inheritdoc />
    public ITaskReader Tasks { get; }

    /// <inheritdoc />
    public IDeadLetterReader DeadLetters { get; }

    /// <inheritdoc />
    public IHistoryReader History { get; }

    /// <inheritdoc />
    public INodeReader Nodes => driver.Nodes;

    /// <inheritdoc />
    public IKeyReader Keys => driver.Keys;

    /// <inheritdoc />
    public IAuditReader Audit => driver.Audit;

    /// <inheritdoc />
    public IDataKeyReader DataKeys => driver.DataKeys;

    /// <inheritdoc />
    public async ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        var activity = PersistenceTelemetry.StartCommit(writeSet);
        try
        {
            var started = time.GetTimestamp();
            var result = await driver.CommitAsync(sealer.Seal(writeSet), cancellationToken);
            if (result is CommitResult.Committed)
            {
                WakeWorkers(writeSet);
            }

            PersistenceTelemetry.Count(result, writeSet, time.GetElapsedTime(started));
            return result;
        }
        finally
        {
            PersistenceTelemetry.Stop(activity);
        }
    }

    /// <inheritdoc />
    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var result = await driver.ClaimAsync(request, cancellationToken);
        PersistenceTelemetry.Count(result);
        return result;
    }

    /// <inheritdoc />
    public OpenResult OpenPayload(ClaimedJob job) =>
        protector.Open(job.Payload.Sealed.Span, ContentContexts.JobPayload(job.Id, job.Queue, job.Type));

    // Signals coalesce, so a job that was kept out by a unique key costs no more than a claim that finds nothing.
    private void WakeWorkers(WriteSet writeSet)
    {
        if (signal is null)
        {
            return;
        }

        QueueName? last = null;
        for (var i = 0; i < writeSet.Operations.Count; i++)
        {
            if (writeSet.Operations[i] is EnqueueJob { Job: var job } && IsAvailable(job) && job.Queue != last)
            {
                signal.Notify(job.Queue);
                last = job.Queue;
            }
        }
    }

    private static bool IsAvailable(NewJob job) => job.DueAt is not { } dueAt || dueAt <= job.CreatedAt;
}
