using System.Data.Common;
using Cabinet.Application.Persistence;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres;

/// <summary>A developer's own PostgreSQL transaction, for <see cref="IStore.EnlistAsync"/>.</summary>
/// <remarks>
/// Its connection has to be to the store's database, by any role that may write the store's tables, pooled by anybody
/// and through any proxy. It works at READ COMMITTED, REPEATABLE READ and SERIALIZABLE, and with savepoints of the
/// developer's own: rolling back to one that is older than the call takes the call back, too.
/// </remarks>
public sealed class PostgresStoreTransaction : StoreTransaction
{
    private readonly NpgsqlTransaction transaction;

    private PostgresStoreTransaction(NpgsqlTransaction transaction) => this.transaction = transaction;

    /// <summary>Its connection.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    internal NpgsqlConnection Connection => transaction.Connection
        ?? throw new InvalidOperationException("The transaction has ended; enlist before it is committed.");

    /// <summary>Whether it was begun above READ COMMITTED, as far as Npgsql knows.</summary>
    internal bool KeepsSnapshot => transaction.IsolationLevel
        is System.Data.IsolationLevel.RepeatableRead
        or System.Data.IsolationLevel.Serializable
        or System.Data.IsolationLevel.Snapshot;

    /// <summary>
    /// Takes an open transaction of Npgsql: of a connection, or Entity Framework Core's
    /// (<c>context.Database.CurrentTransaction.GetDbTransaction()</c>).
    /// </summary>
    /// <exception cref="ArgumentException">It isn't one of Npgsql's.</exception>
    public static PostgresStoreTransaction From(DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction is NpgsqlTransaction own
            ? new PostgresStoreTransaction(own)
            : throw new ArgumentException(
                $"A {transaction.GetType().FullName} isn't a transaction of Npgsql's. Hand over the transaction that it "
                + "wraps, if it wraps one.",
                nameof(transaction));
    }
}
