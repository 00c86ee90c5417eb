using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Application.Persistence;

/// <summary>What may go into a developer's own transaction.</summary>
/// <remarks>
/// Only what needs no answer of the commit and keeps no claim waiting, because nobody knows how long that transaction
/// stays open: <see cref="EnqueueJob"/>, <see cref="InsertTask"/>, <see cref="UpdateTask"/>, <see cref="ConsumeNonce"/>
/// and <see cref="AppendAudit"/>. The last holds the audit's lock until the transaction ends, so it is best enlisted
/// right before the commit.
/// </remarks>
public static class EnlistRules
{
    /// <summary>Checks a write set.</summary>
    /// <exception cref="ArgumentException">An operation in it belongs into a commit of its own.</exception>
    public static void Require(WriteSet writeSet)
    {
        ArgumentNullException.ThrowIfNull(writeSet);
        for (var i = 0; i < writeSet.Operations.Count; i++)
        {
            if (writeSet.Operations[i] is not (EnqueueJob or InsertTask or UpdateTask or ConsumeNonce or AppendAudit))
            {
                throw new ArgumentException(
                    $"{writeSet.Operations[i].GetType().Name} (operation {i}) can't go into a transaction of your own. "
                    + "Enqueued jobs, tasks, nonces and audit events can; commit the others with CommitAsync.",
                    nameof(writeSet));
            }
        }
    }

    /// <summary>The error of a driver that got another driver's transaction.</summary>
    /// <param name="transaction">What it got.</param>
    /// <param name="expected">What it takes.</param>
    public static ArgumentException Foreign(StoreTransaction transaction, string expected)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return new ArgumentException(
            $"This store takes a {expected}, not a {transaction.GetType().Name}: the transaction has to be one on the "
            + "store's own database.",
            nameof(transaction));
    }
}
