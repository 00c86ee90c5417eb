using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Commands;

/// <inheritdoc cref="IJobClient"/>
public sealed class JobClient(
    IStore store,
    JobCatalog jobs,
    IIdGenerator ids,
    ITraceContext trace,
    TimeProvider time,
    IQueueSignal? signal = null) : IJobClient
{
    private const int MaximumStreamKey = 150;

    private static readonly TimeSpan KeepStreamKeys = TimeSpan.FromDays(7);

    /// <inheritdoc />
    public ValueTask<EnqueueResult> EnqueueAsync<TPayload>(
        TPayload payload, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
        where TPayload : notnull => EnqueueOneAsync(payload, null, options, cancellationToken);

    /// <inheritdoc />
    public ValueTask<EnqueueResult> EnqueueAsync<TPayload>(
        TPayload payload,
        StoreTransaction transaction,
        EnqueueOptions? options = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return EnqueueOneAsync(payload, transaction, options, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobId>> EnqueueManyAsync<TPayload>(
        IReadOnlyList<TPayload> payloads, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
        where TPayload : notnull => EnqueueAllAsync(payloads, null, options, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JobId>> EnqueueManyAsync<TPayload>(
        IReadOnlyList<TPayload> payloads,
        StoreTransaction transaction,
        EnqueueOptions? options = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return EnqueueAllAsync(payloads, transaction, options, cancellationToken);
    }

    /// <inheritdoc />
    public void Signal<TPayload>(EnqueueOptions? options = null)
        where TPayload : notnull => signal?.Notify(options?.Queue ?? Define(typeof(TPayload)).Options.Queue);

    private async ValueTask<EnqueueResult> EnqueueOneAsync<TPayload>(
        TPayload payload, StoreTransaction? transaction, EnqueueOptions? options, CancellationToken cancellationToken)
        where TPayload : notnull
    {
        var definition = Define(typeof(TPayload));
        var chosen = Check(options, isInTransaction: transaction is not null);
        var job = NewJob(definition, definition.Write(payload), chosen, time.GetUtcNow());
        if (job.UniqueKey is not null)
        {
            return await new UniqueEnqueue(
                job, chosen, job.CreatedAt, (set, token) => WriteAsync(set, transaction, token), store.Jobs.FindAsync)
                .RunAsync(cancellationToken);
        }

        var result = await WriteAsync(new WriteSet(new EnqueueJob(job)), transaction, cancellationToken);
        return result is CommitResult.Committed
            ? new EnqueueResult.Enqueued(job.Id)
            : throw new InvalidOperationException($"Enqueuing job {job.Id} was refused: {result}.");
    }

    private async ValueTask<IReadOnlyList<JobId>> EnqueueAllAsync<TPayload>(
        IReadOnlyList<TPayload> payloads,
        StoreTransaction? transaction,
        EnqueueOptions? options,
        CancellationToken cancellationToken)
        where TPayload : notnull
    {
        var checkedOptions = CheckForMany(options);
        var definition = Define(typeof(TPayload));
        var now = time.GetUtcNow();
        var operations = new EnqueueJob[payloads.Count];
        var created = new JobId[payloads.Count];
        for (var index = 0; index < operations.Length; index++)
        {
            var job = NewJob(definition, definition.Write(payloads[index]), checkedOptions, now);
            operations[index] = new EnqueueJob(job);
            created[index] = job.Id;
        }

        var result = await WriteAsync(new WriteSet(operations), transaction, cancellationToken);
        return result is CommitResult.Committed
            ? created
            : throw new InvalidOperationException($"Enqueuing {created.Length} jobs was refused: {result}.");
    }

    /// <inheritdoc />
    public Task<EnqueueManyResult> EnqueueManyAsync<TPayload>(
        IAsyncEnumerable<TPayload> payloads,
        string idempotencyKey,
        EnqueueOptions? options = null,
        IProgress<EnqueueManyResult>? progress = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull
    {
        ArgumentNullException.ThrowIfNull(payloads);
        if (string.IsNullOrEmpty(idempotencyKey) || idempotencyKey.Length > MaximumStreamKey)
        {
            throw new ArgumentException(
                $"The idempotency key must have 1 to {MaximumStreamKey} characters.", nameof(idempotencyKey));
        }

        var checkedOptions = CheckForMany(options);
        var definition = Define(typeof(TPayload));
        var now = time.GetUtcNow();
        var made = payloads.Select(payload =>
        {
            var content = definition.Write(payload);
            return (NewJob(definition, content, checkedOptions, now), content.Length);
        });
        return new JobStream(store, idempotencyKey, now + KeepStreamKeys, progress: progress).RunAsync(made, cancellationToken);
    }

    private ValueTask<CommitResult> WriteAsync(
        WriteSet writeSet, StoreTransaction? transaction, CancellationToken cancellationToken) => transaction is null
        ? store.CommitAsync(writeSet, cancellationToken)
        : store.EnlistAsync(writeSet, transaction, cancellationToken);

    private NewJob NewJob(JobDefinition definition, byte[] payload, EnqueueOptions options, DateTimeOffset now) => new()
    {
        Id = new JobId(ids.Next()),
        Type = definition.Type,
        Queue = options.Queue ?? definition.Options.Queue,
        Priority = options.Priority,
        Partition = options.Partition,
        CreatedAt = now,
        DueAt = now + options.Delay,
        Payload = Content.FromPlain(payload),
        UniqueKey = UniqueRule.KeyOf(options, definition.Type, payload),
        TraceParent = trace.TraceParent,
        Tags = options.Tags,
    };

    private JobDefinition Define(Type payload) => jobs.FindByPayload(payload)
        ?? throw new ArgumentException(
            $"No job type is declared for payloads of type {payload.Name}. Declare one with AddJob.");

    private static EnqueueOptions CheckForMany(EnqueueOptions? options)
    {
        var checkedOptions = Check(options);
        return !UniqueRule.HasKey(checkedOptions)
            ? checkedOptions
            : throw new ArgumentException(
                "Many jobs can't share one unique key. Enqueue them one by one.", nameof(options));
    }

    private static EnqueueOptions Check(EnqueueOptions? options, bool isInTransaction = false)
    {
        options ??= EnqueueOptions.None;
        if (options.Delay is { } delay && (delay < TimeSpan.Zero || delay > TimeSpan.FromDays(366)))
        {
            throw new ArgumentException($"The delay is {delay}; it must be from 0 to 366 days.", nameof(options));
        }

        UniqueRule.Check(options, isInTransaction);
        return options;
    }
}
