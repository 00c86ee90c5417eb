using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;

namespace Cabinet.Application.Persistence;

/// <summary>
/// The store as Application sees it: contents go in and come out in the clear, and are sealed in between.
/// </summary>
/// <remarks>
/// This is the one sealing front. It seals every content of a write set under the context of its record, replaces
/// unique and idempotency keys by keyed digests, and hands drivers ciphertext only. What a reader returns is opened
/// again, except the payload of a claimed job, which the runner opens when it runs the job. What can't be opened throws
/// <see cref="StoreException"/>, but a text for people (a label, the message of an error) is replaced by one that says
/// so: it must not hide the record that somebody has to discard.
/// <list type="bullet">
/// <item>Nothing acknowledged is lost (guarantee 1): a returned <see cref="CommitResult.Committed"/> is on stable
/// storage.</item>
/// <item>A write set commits whole or not at all, and a stale epoch is refused (guarantees 2 and 3).</item>
/// <item>Operational trouble throws <see cref="StoreException"/>; a caller's cancelled wait doesn't undo a commit
/// under way.</item>
/// </list>
/// </remarks>
public interface IStore
{
    /// <summary>The hot table.</summary>
    IJobReader Jobs { get; }

    /// <summary>What is set for queues.</summary>
    IQueueReader Queues { get; }

    /// <summary>The tasks.</summary>
    ITaskReader Tasks { get; }

    /// <summary>The dead-letter queue.</summary>
    IDeadLetterReader DeadLetters { get; }

    /// <summary>The history.</summary>
    IHistoryReader History { get; }

    /// <summary>Nodes and background tasks.</summary>
    INodeReader Nodes { get; }

    /// <summary>The key ring as it is stored: every key wrapped.</summary>
    IKeyReader Keys { get; }

    /// <summary>The audit log.</summary>
    IAuditReader Audit { get; }

    /// <summary>The data keys, wrapped.</summary>
    IDataKeyReader DataKeys { get; }

    /// <summary>The batches.</summary>
    /// <exception cref="NotSupportedException">The store keeps none; so is the default.</exception>
    IBatchReader Batches => throw new NotSupportedException($"{GetType().Name} keeps no batches.");

    /// <summary>The bulk actions.</summary>
    /// <exception cref="NotSupportedException">The store keeps none; so is the default.</exception>
    IBulkReader Bulk => throw new NotSupportedException($"{GetType().Name} keeps no bulk actions.");

    /// <summary>The clients of the HTTP boundary.</summary>
    /// <exception cref="NotSupportedException">The store keeps none; so is the default.</exception>
    IApiClientReader Clients => throw new NotSupportedException($"{GetType().Name} keeps no clients.");

    /// <summary>The schedules.</summary>
    IScheduleReader Schedules { get; }

    /// <summary>Commits a write set.</summary>
    /// <exception cref="StoreException">The store can't commit now; whether it did is said by the
    /// exception.</exception>
    ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken);

    /// <summary>
    /// Makes ready what sealing needs, as the first seal of a process does by itself. That may be a commit of its own, and
    /// on SQLite such a commit would wait for the very transaction that the caller has open: so a process that begins with
    /// <see cref="EnlistAsync"/> calls this before it begins the transaction.
    /// </summary>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    ValueTask PrepareAsync(CancellationToken cancellationToken) => default;

    /// <summary>
    /// Puts a write set into the caller's own open transaction: their rows and this are committed together, or neither.
    /// </summary>
    /// <remarks>
    /// <see cref="CommitResult.Committed"/> means here: will be committed with that transaction. Nothing is durable, and
    /// no worker sees it, before the caller commits. A job then starts within one poll, or at once when the caller
    /// signals its queue after the commit (<see cref="Queue.IQueueSignal.Notify"/>). After a refusal or an exception
    /// nothing of the write set is left in the transaction, which is as it was before and goes on, unless the exception
    /// says that it was lost. One call at a time, and nothing else on its connection meanwhile.
    /// </remarks>
    /// <param name="writeSet">Jobs, tasks, nonces and audit events only (<see cref="EnlistRules"/>).</param>
    /// <param name="transaction">The driver's package makes it from the caller's.</param>
    /// <param name="cancellationToken">Gives up; nothing of the write set is left then.</param>
    /// <exception cref="ArgumentException">The write set has another operation in it, or the transaction isn't one on
    /// this store's database.</exception>
    /// <exception cref="NotSupportedException">This kind of store has no transactions to join.</exception>
    /// <exception cref="StoreException">It can't be done now, or not in this transaction; the exception says
    /// which.</exception>
    ValueTask<CommitResult> EnlistAsync(
        WriteSet writeSet, StoreTransaction transaction, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{GetType().Name} takes no transaction of the caller's own.");

    /// <summary>Claims jobs under the node's lease; the claim is durable when it returns.</summary>
    /// <exception cref="StoreException">The store can't claim now.</exception>
    ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the payload of a job that this node claimed. It says that a key is missing only after the key ring was
    /// brought up to date, and that a row is at fault only after it looked whether the payload was sealed anew since the
    /// claim: so no rotation fails a read.
    /// </summary>
    /// <returns>The payload, or the refusal that says whether the row or a missing key is at fault.</returns>
    ValueTask<OpenResult> OpenPayloadAsync(ClaimedJob job, CancellationToken cancellationToken);
}
