using Cabinet.Application.Persistence;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Commands;

/// <summary>Enqueues jobs.</summary>
public interface IJobClient
{
    /// <summary>Enqueues one job; durable when it returns.</summary>
    /// <param name="payload">Its type must be declared with a job type.</param>
    /// <param name="options">How; null takes the type's defaults.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <exception cref="ArgumentException">
    /// The payload's type isn't declared, the payload is over 1 MiB (or what StorePayloads allows), or an option is outside its range.
    /// </exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    ValueTask<EnqueueResult> EnqueueAsync<TPayload>(
        TPayload payload, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
        where TPayload : notnull;

    /// <summary>Enqueues many jobs in one commit: all or none.</summary>
    /// <param name="payloads">1 to 10,000.</param>
    /// <param name="options">How; a unique key isn't allowed here.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <returns>Their ids, in order.</returns>
    /// <exception cref="ArgumentException">As for one; also when there are none or too many.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    ValueTask<IReadOnlyList<JobId>> EnqueueManyAsync<TPayload>(
        IReadOnlyList<TPayload> payloads, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
        where TPayload : notnull;

    /// <summary>
    /// Enqueues one job within the caller's own open transaction: it exists once that is committed, and never otherwise.
    /// </summary>
    /// <remarks>
    /// It starts within one poll of the commit, or at once when <see cref="Signal"/> is called after it. See
    /// <see cref="IStore.EnlistAsync"/> for what holds of the transaction.
    /// </remarks>
    /// <param name="payload">Its type must be declared with a job type.</param>
    /// <param name="transaction">The driver's package makes it from the caller's.</param>
    /// <param name="options">How; null takes the type's defaults.</param>
    /// <param name="cancellationToken">Gives up; nothing of the job is left in the transaction then.</param>
    /// <returns>
    /// <see cref="EnqueueResult.Enqueued"/>: will be, by the caller's commit. <see cref="EnqueueResult.AlreadyQueued"/>:
    /// nothing was enqueued, and the transaction goes on as it was.
    /// </returns>
    /// <exception cref="ArgumentException">As without a transaction; also when it isn't one of this store's.</exception>
    /// <exception cref="NotSupportedException">This kind of store has no transactions to join.</exception>
    /// <exception cref="StoreException">The store can't take it now, or not in this transaction.</exception>
    ValueTask<EnqueueResult> EnqueueAsync<TPayload>(
        TPayload payload,
        StoreTransaction transaction,
        EnqueueOptions? options = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull;

    /// <summary>Enqueues many jobs within the caller's own open transaction: all or none.</summary>
    /// <param name="payloads">1 to 10,000.</param>
    /// <param name="transaction">The driver's package makes it from the caller's.</param>
    /// <param name="options">How; a unique key isn't allowed here.</param>
    /// <param name="cancellationToken">Gives up; nothing of the jobs is left in the transaction then.</param>
    /// <returns>Their ids, in order.</returns>
    /// <exception cref="ArgumentException">As for one; also when there are none or too many.</exception>
    /// <exception cref="NotSupportedException">This kind of store has no transactions to join.</exception>
    /// <exception cref="StoreException">The store can't take them now, or not in this transaction.</exception>
    ValueTask<IReadOnlyList<JobId>> EnqueueManyAsync<TPayload>(
        IReadOnlyList<TPayload> payloads,
        StoreTransaction transaction,
        EnqueueOptions? options = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull;

    /// <summary>
    /// Wakes the workers for jobs of this type, to be called after the caller committed a transaction that such a job was
    /// enqueued in. Cheap, never blocks, never throws for want of workers, and only ever saves the wait for a poll.
    /// </summary>
    /// <param name="options">Those of the enqueue, when they name another queue than the type's.</param>
    /// <exception cref="ArgumentException">The payload's type isn't declared.</exception>
    void Signal<TPayload>(EnqueueOptions? options = null)
        where TPayload : notnull;

    /// <summary>
    /// Enqueues any number of jobs, in commits of up to 9,999 jobs or about 4 MiB each, two at a time. Each commit is
    /// whole or not at all, and is accepted once for a key: so a call that stopped half-way, or whose process died, is
    /// simply repeated with the same payloads in the same order, also when jobs of it have run and ended since.
    /// </summary>
    /// <param name="payloads">Read once, and not far ahead of what is durable.</param>
    /// <param name="idempotencyKey">
    /// Names this stream, 1 to 150 characters; kept for 7 days, as a keyed digest. Another stream needs another key: what
    /// differs from the first call's isn't noticed.
    /// </param>
    /// <param name="options">How; a unique key isn't allowed here.</param>
    /// <param name="progress">Hears after each commit how many jobs are durable so far.</param>
    /// <param name="cancellationToken">Stops it; a commit under way may still take effect.</param>
    /// <returns>What was accepted. Trouble with the store and a cancellation are in the result, not thrown.</returns>
    /// <exception cref="ArgumentException">As for one; the key is empty or too long.</exception>
    Task<EnqueueManyResult> EnqueueManyAsync<TPayload>(
        IAsyncEnumerable<TPayload> payloads,
        string idempotencyKey,
        EnqueueOptions? options = null,
        IProgress<EnqueueManyResult>? progress = null,
        CancellationToken cancellationToken = default)
        where TPayload : notnull;
}
