using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Schema;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Enlisting;

/// <summary>Says what is wrong with a developer's transaction, and what to do.</summary>
internal static class EnlistFaults
{
    private const string Undone = " Nothing of the write set is left in your transaction.";

    public static StoreException ToStoreException(Exception trouble, string label) => trouble switch
    {
        PostgresException { SqlState: "25P02" } => Make(
            StoreFault.Unavailable, trouble, "Your transaction has failed before: roll it back and do all of it again."),
        PostgresException { SqlState: "25P01" } => Make(
            StoreFault.Unavailable, trouble, "There is no open transaction on your connection."),
        PostgresException { SqlState: "25006" } => Make(
            StoreFault.ReadOnly, trouble, "Your transaction is read-only, or on a standby." + Undone),
        PostgresException { SqlState: "42501" } => Denied(trouble, label, $"Grant it {StoreRights.Words}."),
        PostgresException { SqlState: "3F000" or "42P01" or "42883" } => Elsewhere(trouble, label),
        PostgresException { SqlState: "40001" or "40P01" or "55P03" or "23505" } error => InTheWay(error),
        PostgresException { SqlState: "57014" } => Make(
            StoreFault.Unavailable,
            trouble,
            "A statement in your transaction took longer than its time limit; perhaps another open transaction has "
            + "enlisted the same key." + Undone),
        _ => PostgresFaults.ToStoreException(trouble, label),
    };

    /// <summary>The role of the transaction lacks a right.</summary>
    /// <param name="cause">What the server said.</param>
    /// <param name="label">The store's label.</param>
    /// <param name="remedy">What gives it to the role, as a sentence.</param>
    public static StoreException Denied(Exception cause, string label, string remedy) => Make(
        StoreFault.ReadOnly,
        cause,
        $"The role of your transaction may not write the store '{label}'. {remedy} Or begin the transaction as the "
        + "store's role." + Undone);

    /// <summary>Another transaction did something that this one can't see.</summary>
    public static StoreException InTheWay(PostgresException cause) => Make(
        StoreFault.Unavailable,
        cause,
        "Your transaction stands in the way of another one, and can't see what that did. Roll it back and do all of it "
        + "again." + Undone);

    /// <summary>The transaction isn't on the store's database.</summary>
    public static StoreException Elsewhere(Exception? cause, string label) => Make(
        StoreFault.SchemaMismatch,
        cause,
        $"Your transaction isn't on the database of the store '{label}': this store isn't there. Begin it on a connection "
        + "to that server and database." + Undone);

    /// <summary>The connection was lost, and the transaction with it.</summary>
    public static StoreException Lost(Exception? cause) => Make(
        StoreFault.Unavailable,
        cause,
        "The connection of your transaction was lost, and the transaction with it: nothing of it takes effect. Do all of "
        + "it again.");

    private static StoreException Make(StoreFault fault, Exception? cause, string text) => new(
        fault, cause is PostgresException error ? $"{text} (SQLSTATE {error.SqlState})" : text, cause);
}
