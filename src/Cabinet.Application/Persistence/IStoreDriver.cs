using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence;

/// <summary>What a database driver implements: the same store, but every content is ciphertext.</summary>
/// <remarks>
/// A driver asks contents for <see cref="Content.Sealed"/> only, so plaintext throws before it is written. It may
/// commit many callers' write sets in one physical transaction, each whole or not at all. Times are kept to the
/// millisecond; what is finer is cut off. Unique and idempotency keys and nonces reach it as 64 lower-case hexadecimal
/// digits. A write set that brings content under a fenced or destroyed key version is refused with
/// <see cref="Refusal.KeyFenced"/>, whichever operation brings it (<see cref="SealedUnder"/> finds the version).
/// The suites in Cabinet.Conformance say the rest; every driver runs all of them.
/// </remarks>
public interface IStoreDriver : IAsyncDisposable
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

    /// <summary>The key ring.</summary>
    IKeyReader Keys { get; }

    /// <summary>The audit log.</summary>
    IAuditReader Audit { get; }

    /// <summary>The data keys.</summary>
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

    /// <summary>Everything sealed, to be walked over.</summary>
    IContentReader Contents { get; }

    /// <summary>Commits a sealed write set; durable when it returns.</summary>
    ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken);

    /// <summary>
    /// Applies a sealed write set within the caller's own transaction, whole or not at all, as
    /// <see cref="IStore.EnlistAsync"/> says; only what <see cref="EnlistRules.Require"/> lets pass.
    /// </summary>
    /// <exception cref="NotSupportedException">The driver has no transactions to join; so is the default.</exception>
    ValueTask<CommitResult> EnlistAsync(
        WriteSet writeSet, StoreTransaction transaction, CancellationToken cancellationToken) =>
        throw new NotSupportedException(
            "This store has no transactions that a write set could join. The PostgreSQL and the SQLite store have: "
            + "PostgresStoreTransaction.From and SqliteStoreTransaction.From.");

    /// <summary>Claims jobs under the node's lease; durable when it returns.</summary>
    ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);
}
