using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Commands;

/// <summary>Makes batches of jobs: jobs that are followed together, with one job that runs when all of them have ended.</summary>
/// <remarks>
/// A batch is made open, filled in as many commits as it takes, and closed. It ends when it is closed and each of its jobs
/// has succeeded, was cancelled or was discarded; one in the dead-letter queue holds it open until it is redriven or
/// discarded. A callback becomes available in the very commit that ends (or fails) the batch, so no crash loses or doubles
/// it. It runs like any other job: with retries, and at least once.
/// </remarks>
public interface IBatchClient
{
    /// <summary>Makes a batch with its callbacks, held; durable when it returns.</summary>
    /// <exception cref="ArgumentException">A callback's type isn't declared, or an option is outside its range.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    ValueTask<BatchId> CreateAsync(BatchOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Adds jobs in one commit: all or none.</summary>
    /// <param name="batch">The batch; it must be open.</param>
    /// <param name="payloads">1 to 9,999.</param>
    /// <param name="options">How; a unique key isn't allowed here.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <exception cref="ArgumentException">As for a single enqueue; also when there are none or too many.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    ValueTask<BatchResult> AddAsync<TPayload>(
        BatchId batch,
        IReadOnlyList<TPayload> payloads,
        EnqueueOptions? options = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull;

    /// <summary>
    /// Adds any number of jobs, as <see cref="IJobClient"/> enqueues a stream: in chunks, each accepted once for a key, so
    /// that a call that stopped is repeated with the same payloads and adds what is missing.
    /// </summary>
    /// <param name="batch">The batch; it must be open.</param>
    /// <param name="payloads">Read once, and not far ahead of what is durable.</param>
    /// <param name="idempotencyKey">Names this stream within the batch, 1 to 100 characters; kept for 7 days.</param>
    /// <param name="options">How; a unique key isn't allowed here.</param>
    /// <param name="progress">Hears after each chunk how many jobs are durable so far.</param>
    /// <param name="cancellationToken">Stops it; a commit under way may still take effect.</param>
    /// <returns>
    /// What was accepted. Trouble with the store, a cancellation, and a <see cref="BatchClosedException"/> are in the result.
    /// </returns>
    /// <exception cref="ArgumentException">As for one; the key is empty or too long.</exception>
    Task<EnqueueManyResult> AddAsync<TPayload>(
        BatchId batch,
        IAsyncEnumerable<TPayload> payloads,
        string idempotencyKey,
        EnqueueOptions? options = null,
        IProgress<EnqueueManyResult>? progress = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull;

    /// <summary>
    /// Adds jobs from within a running job of the batch, also when it is closed: as long as this job hasn't ended, the batch
    /// hasn't either.
    /// </summary>
    /// <param name="within">The running job's context; it must be a job of a batch, and no callback of one.</param>
    /// <param name="payloads">Any number.</param>
    /// <param name="idempotencyKey">
    /// Names this stream within the running job, 1 to 100 characters: the job's next attempt adds nothing twice under it.
    /// </param>
    /// <param name="options">How; a unique key isn't allowed here.</param>
    /// <param name="cancellationToken">Stops it; a commit under way may still take effect.</param>
    /// <returns>As for a stream; a cancelled batch takes no more jobs.</returns>
    /// <exception cref="ArgumentException">The job belongs to no batch; otherwise as for a stream.</exception>
    Task<EnqueueManyResult> AddAsync<TPayload>(
        JobContext within,
        IReadOnlyList<TPayload> payloads,
        string idempotencyKey,
        EnqueueOptions? options = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull;

    /// <summary>
    /// Closes a batch: it ends with its last job, or at once when none is unfinished. Closing it again changes nothing.
    /// </summary>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    ValueTask<BatchResult> CloseAsync(BatchId batch, CancellationToken cancellationToken = default);

    /// <summary>How far a batch is; null when there is none. Its total grows as a stream of jobs is added.</summary>
    ValueTask<BatchRecord?> FindAsync(BatchId batch, CancellationToken cancellationToken = default);
}
