using System.Runtime.InteropServices;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>
/// The one sealing front: seals what is written, opens what is read, and wakes workers after a commit.
/// </summary>
internal sealed class SealingStore : IStore
{
    private readonly IStoreDriver driver;
    private readonly IContentProtector protector;
    private readonly IKeyRing ring;
    private readonly ContentOpener opener;
    private readonly ILogger<SealingStore> logger;
    private readonly IQueueSignal? signal;
    private readonly TimeProvider time;
    private readonly WriteSetSealer sealer;
    private readonly StoredPayloads payloads;

    /// <summary>Makes the front.</summary>
    /// <param name="driver">Gets ciphertext only.</param>
    /// <param name="protector">Seals and opens.</param>
    /// <param name="ring">Knows which versions are active, and is brought up to date when this process is behind.</param>
    /// <param name="digest">Replaces unique and idempotency keys.</param>
    /// <param name="audit">Redacts and encodes what is audited.</param>
    /// <param name="logger">Hears of records that can't be opened.</param>
    /// <param name="time">Measures commits.</param>
    /// <param name="signal">Wakes workers; null where there are none.</param>
    /// <param name="storage">Keeps large payloads; null where they are refused.</param>
    /// <param name="stored">Says which payloads are large.</param>
    public SealingStore(
        IStoreDriver driver,
        IContentProtector protector,
        IKeyRing ring,
        IKeyedDigest digest,
        IAuditEncoder audit,
        ILogger<SealingStore> logger,
        TimeProvider time,
        IQueueSignal? signal = null,
        IPayloadStorage? storage = null,
        IOptions<StoredPayloadOptions>? stored = null)
    {
        this.driver = driver;
        this.protector = protector;
        this.ring = ring;
        this.logger = logger;
        this.signal = signal;
        this.time = time;
        sealer = new WriteSetSealer(new ContentSealer(protector, digest, ring), audit);
        opener = new ContentOpener(protector, ring, logger);
        payloads = new StoredPayloads(storage, stored?.Value ?? new StoredPayloadOptions());
        Jobs = new SealingJobReader(driver.Jobs, opener, payloads);
        Tasks = new SealingTaskReader(driver.Tasks, opener);
        DeadLetters = new SealingDeadLetterReader(driver.DeadLetters, opener, payloads);
        History = new SealingHistoryReader(driver.History, opener, payloads);
        Schedules = new SealingScheduleReader(driver.Schedules, opener);
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
    public IQueueReader Queues => driver.Queues;

    /// <inheritdoc />
    public IScheduleReader Schedules { get; }

    /// <inheritdoc />
    public IBulkReader Bulk => driver.Bulk;

    /// <inheritdoc />
    public IApiClientReader Clients => driver.Clients;

    /// <inheritdoc />
    public INodeReader Nodes => driver.Nodes;

    /// <inheritdoc />
    public IKeyReader Keys => driver.Keys;

    /// <inheritdoc />
    public IAuditReader Audit => driver.Audit;

    /// <inheritdoc />
    public IDataKeyReader DataKeys => driver.DataKeys;

    /// <inheritdoc />
    public IBatchReader Batches => driver.Batches;

    /// <inheritdoc />
    public async ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        var activity = PersistenceTelemetry.StartCommit(writeSet);
        try
        {
            var started = time.GetTimestamp();
            await protector.PrepareAsync(cancellationToken);
            var placed = await payloads.PlaceAsync(writeSet, cancellationToken);
            var result = await driver.CommitAsync(sealer.Seal(placed), cancellationToken);
            if (result is CommitResult.Refused { Reason: Refusal.KeyFenced })
            {
                result = await CommitAnewAsync(placed, cancellationToken);
            }

            StoredPayloads.ThrowIfLate(result, writeSet);

            if (result is CommitResult.Committed committed)
            {
                WakeWorkers(writeSet, committed);
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
    public ValueTask PrepareAsync(CancellationToken cancellationToken) => protector.PrepareAsync(cancellationToken);

    /// <inheritdoc />
    /// <remarks>
    /// It wakes nobody and isn't counted as a commit: whether it becomes one is decided in the caller's transaction.
    /// </remarks>
    public async ValueTask<CommitResult> EnlistAsync(
        WriteSet writeSet, StoreTransaction transaction, CancellationToken cancellationToken)
    {
        EnlistRules.Require(writeSet);
        ArgumentNullException.ThrowIfNull(transaction);
        await protector.PrepareAsync(cancellationToken);
        var placed = await payloads.PlaceAsync(writeSet, cancellationToken);
        var result = await driver.EnlistAsync(sealer.Seal(placed), transaction, cancellationToken);
        if (result is CommitResult.Refused { Reason: Refusal.KeyFenced })
        {
            await opener.CatchUpAsync(cancellationToken);
            result = await driver.EnlistAsync(sealer.Seal(placed), transaction, cancellationToken);
        }

        StoredPayloads.ThrowIfLate(result, writeSet);

        return result;
    }

    /// <inheritdoc />
    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var result = await driver.ClaimAsync(request, cancellationToken);
        PersistenceTelemetry.Count(result);
        return result;
    }

    /// <inheritdoc />
    public ValueTask<OpenResult> OpenPayloadAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        var opened = Open(job, job.Payload);
        if (opened.IsOpened)
        {
            return Resolve(job, opened, cancellationToken);
        }

        return ContentOpener.IsBehind(ring, job.Payload, opened.Refusal)
            ? OpenBehindAsync(job, cancellationToken)
            : new(opened);
    }

    private ValueTask<OpenResult> Resolve(ClaimedJob job, OpenResult opened, CancellationToken cancellationToken) =>
        PayloadReference.IsMarked(opened.Plaintext) ? LoadAsync(job.Id, opened, cancellationToken) : new(opened);

    private async ValueTask<OpenResult> LoadAsync(JobId job, OpenResult opened, CancellationToken cancellationToken)
    {
        var payload = await payloads.ReadAsync(job, opened.Plaintext, cancellationToken);
        return OpenResult.Opened(
            MemoryMarshal.TryGetArray(payload, out var whole) && whole.Array is { } array && array.Length == payload.Length
                ? array
                : payload.ToArray());
    }

    private async ValueTask<OpenResult> OpenBehindAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        await opener.CatchUpAsync(cancellationToken);
        var opened = Open(job, job.Payload);
        if (!opened.IsOpened && await ReadStoredAsync(job.Id, cancellationToken) is { IsNone: false } stored)
        {
            opened = Open(job, stored);
        }

        if (opened.Refusal is OpenRefusal.KeyUnavailable missing)
        {
            PersistenceLog.KeyUnavailable(
                logger, RecordTypes.JobPayload, job.Id.Value, missing.KeyId, missing.Version);
        }

        return opened.IsOpened ? await Resolve(job, opened, cancellationToken) : opened;
    }

    private OpenResult Open(ClaimedJob job, Content payload) =>
        protector.Open(payload.Sealed.Span, ContentContexts.JobPayload(job.Id, job.Queue, job.Type));

    // The payload that came with the claim may have been sealed anew in its row, and its old version be gone since.
    private async ValueTask<Content> ReadStoredAsync(JobId job, CancellationToken cancellationToken)
    {
        try
        {
            return await driver.Jobs.ReadPayloadAsync(job, cancellationToken);
        }
        catch (StoreException)
        {
            return Content.None;
        }
    }

    // This process was behind, or held what it moves for longer than the version lived that it was sealed under.
    private async ValueTask<CommitResult> CommitAnewAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        await opener.CatchUpAsync(cancellationToken);
        var operations = writeSet.Operations.ToArray();
        for (var i = 0; i < operations.Length; i++)
        {
            if (operations[i] is EndJob { History: { Payload.IsSealed: true } history } end
                && SealedUnder.TryRead(history.Payload.Sealed.Span, out var version)
                && ring.StateOf(version) == KeyState.Destroyed)
            {
                var stored = await ReadStoredAsync(end.Lease.Job, cancellationToken);
                operations[i] = end with { History = history with { Payload = stored } };
            }
        }

        return await driver.CommitAsync(sealer.Seal(new WriteSet(operations)), cancellationToken);
    }

    // Signals coalesce, so a job that was kept out by a unique key costs no more than a claim that finds nothing.
    private void WakeWorkers(WriteSet writeSet, CommitResult.Committed committed)
    {
        if (signal is null)
        {
            return;
        }

        if (committed.ReleasedCallbacks)
        {
            signal.NotifyAll();
            return;
        }

        QueueName? last = null;
        for (var i = 0; i < writeSet.Operations.Count; i++)
        {
            switch (writeSet.Operations[i])
            {
                case EnqueueJob { Job: var job } when IsAvailable(job) && job.Queue != last:
                    signal.Notify(job.Queue);
                    last = job.Queue;
                    break;

                // They don't name the queues of what they give back, and are rare.
                case PauseQueue { Queue: var queue }:
                    signal.Notify(queue);
                    break;
                case LimitQueue { Queue: var queue }:
                    signal.Notify(queue);
                    break;
                case LimitJobType { Queue: var queue }:
                    signal.Notify(queue);
                    break;
                case RedriveJob or ReturnJob { DueAt: null } or RetireNode or ExpireNode:
                    signal.NotifyAll();
                    return;
            }
        }
    }

    private static bool IsAvailable(NewJob job) => job.DueAt is not { } dueAt || dueAt <= job.CreatedAt;
}
