using Cabinet.Application.Persistence;
using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite;

/// <summary>A developer's own SQLite transaction, for <see cref="IStore.EnlistAsync"/>.</summary>
/// <remarks>
/// <para>
/// Its connection is the developer's own, on the store's file, where their tables lie beside the store's: tables that
/// they make once the store is there, under names of their own.
/// </para>
/// <para>
/// It must be begun as IMMEDIATE, as <c>BeginTransaction()</c> of Microsoft.Data.Sqlite does by itself, and
/// <c>PRAGMA synchronous</c> must be FULL (SQLite's default) or EXTRA. SQLite has room for one writer: while the
/// transaction is open, the store's own commits and claims wait for it, so it has to be short, and must not wait for one
/// of them.
/// </para>
/// </remarks>
public sealed class SqliteStoreTransaction : StoreTransaction
{
    private SqliteStoreTransaction(sqlite3 handle) => Handle = handle;

    /// <summary>The connection that it is open on.</summary>
    internal sqlite3 Handle { get; }

    /// <summary>Takes the transaction that is open on a connection.</summary>
    /// <param name="connection">
    /// SQLite's connection: <c>SqliteConnection.Handle</c> of Microsoft.Data.Sqlite, also behind Entity Framework Core, or
    /// one of SQLitePCL.
    /// </param>
    public static SqliteStoreTransaction From(sqlite3 connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new SqliteStoreTransaction(connection);
    }
}
