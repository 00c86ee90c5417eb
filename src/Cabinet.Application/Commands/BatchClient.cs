using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <inheritdoc cref="IBatchClient"/>
public sealed class BatchClient(
    IStore store, JobCatalog jobs, IIdGenerator ids, ITraceContext trace, TimeProvider time) : IBatchClient
{
    private const int MaximumStreamKey = 100;

    private readonly NewJobs made = new(jobs, ids, trace);

    /// <inheritdoc />
    public async ValueTask<BatchId> CreateAsync(
        BatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= BatchOptions.None;
        if (options.Name is not null)
        {
            NameRules.Require(options.Name, "name of a batch");
        }

        var id = options.Id ?? new BatchId(ids.Next());
        var now = time.GetUtcNow();
        var record = new BatchRecord
        {
            Id = id, Name = options.Name, CreatedAt = now, Progress = new BatchProgress(),
        };
        List<WriteOperation> operations = [new InsertBatch(record)];
        AddCallback(operations, id, BatchRole.Completion, options.Completion, options.Callbacks, now);
        AddCallback(operations, id, BatchRole.Success, options.Success, options.Callbacks, now);
        AddCallback(operations, id, BatchRole.Failure, options.Failure, options.Callbacks, now);
        return await store.CommitAsync(new WriteSet(operations), cancellationToken) switch
        {
            CommitResult.Committed => id,

            // Its insert comes first: what stands in the way is this batch, made by an earlier call.
            CommitResult.Refused { Operation: 0, Reason: Refusal.DuplicateId } => id,
            var other => throw new InvalidOperationException($"Making batch {id} was refused: {other}."),
        };
    }

    /// <inheritdoc />
    public async ValueTask<BatchResult> AddAsync<TPayload>(
        BatchId batch,
        IReadOnlyList<TPayload> payloads,
        EnqueueOptions? options = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull
    {
        ArgumentNullException.ThrowIfNull(payloads);
        ArgumentOutOfRangeException.ThrowIfZero(payloads.Count, nameof(payloads));
        var checkedOptions = NewJobs.CheckForMany(options);
        var place = new BatchReference(batch, BatchRole.Member).ToTask();
        var now = time.GetUtcNow();
        List<WriteOperation> operations = [new AddToBatch(batch, payloads.Count, FromMember: false)];
        operations.AddRange(payloads.Select(
            payload => new EnqueueJob(made.Make(payload, checkedOptions, now, out _) with { Task = place })));
        return Read(await store.CommitAsync(new WriteSet(operations), cancellationToken), batch);
    }

    /// <inheritdoc />
    public Task<EnqueueManyResult> AddAsync<TPayload>(
        BatchId batch,
        IAsyncEnumerable<TPayload> payloads,
        string idempotencyKey,
        EnqueueOptions? options = null,
        IProgress<EnqueueManyResult>? progress = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull
    {
        CheckKey(idempotencyKey);
        var target = new StreamTarget(batch, FromMember: false);
        return StreamAsync(target, payloads, $"{batch.Value:N}/{idempotencyKey}", options, progress, cancellationToken);
    }

    /// <inheritdoc />
    public Task<EnqueueManyResult> AddAsync<TPayload>(
        JobContext within,
        IReadOnlyList<TPayload> payloads,
        string idempotencyKey,
        EnqueueOptions? options = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull
    {
        ArgumentNullException.ThrowIfNull(within);
        CheckKey(idempotencyKey);
        if (within.Batch is not { Role: BatchRole.Member } member)
        {
            throw new ArgumentException($"Job {within.Id} is no job of a batch.", nameof(within));
        }

        var target = new StreamTarget(member.Batch, FromMember: true);
        return StreamAsync(
            target,
            payloads.ToAsyncEnumerable(),
            $"{within.Id.Value:N}/{idempotencyKey}",
            options,
            progress: null,
            cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<BatchResult> CloseAsync(BatchId batch, CancellationToken cancellationToken = default) =>
        Read(
            await store.CommitAsync(new WriteSet(new CloseBatch(batch, time.GetUtcNow())), cancellationToken), batch);

    /// <inheritdoc />
    public ValueTask<BatchRecord?> FindAsync(BatchId batch, CancellationToken cancellationToken = default) =>
        store.Batches.FindAsync(batch, cancellationToken);

    private Task<EnqueueManyResult> StreamAsync<TPayload>(
        StreamTarget target,
        IAsyncEnumerable<TPayload> payloads,
        string key,
        EnqueueOptions? options,
        IProgress<EnqueueManyResult>? progress,
        CancellationToken cancellationToken)
        where TPayload : notnull
    {
        ArgumentNullException.ThrowIfNull(payloads);
        var checkedOptions = NewJobs.CheckForMany(options);
        var place = new BatchReference(target.Batch, BatchRole.Member).ToTask();
        var now = time.GetUtcNow();
        var members = payloads.Select(payload =>
        {
            var job = made.Make(payload, checkedOptions, now, out var size);
            return (job with { Task = place }, size);
        });
        return new JobStream(store, key, now + JobStream.KeepKeys, target, progress).RunAsync(members, cancellationToken);
    }

    private void AddCallback(
        List<WriteOperation> operations,
        BatchId batch,
        BatchRole role,
        object? payload,
        EnqueueOptions? options,
        DateTimeOffset now)
    {
        if (payload is null)
        {
            return;
        }

        var checkedOptions = NewJobs.CheckForMany(options) with { Delay = null };
        operations.Add(new EnqueueJob(made.Make(payload, checkedOptions, now, out _) with
        {
            Id = BatchRule.CallbackId(batch, role),
            DueAt = BatchRule.HeldUntil,

            // What is held is released past the turns of partitions, so it has none.
            Partition = null,
            Task = new BatchReference(batch, role).ToTask(),
        }));
    }

    private static BatchResult Read(CommitResult result, BatchId batch) => result switch
    {
        CommitResult.Committed => BatchResult.Done,
        CommitResult.Refused { Reason: Refusal.BatchNotFound } => BatchResult.NotFound,
        CommitResult.Refused { Reason: Refusal.BatchClosed } => BatchResult.Closed,
        _ => throw new InvalidOperationException($"A change of batch {batch} was refused: {result}."),
    };

    private static void CheckKey(string key)
    {
        if (string.IsNullOrEmpty(key) || key.Length > MaximumStreamKey)
        {
            throw new ArgumentException(
                $"The idempotency key must have 1 to {MaximumStreamKey} characters.", nameof(key));
        }
    }
}
