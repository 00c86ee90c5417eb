using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Reading;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Enlisting;

/// <summary>Puts write sets into developers' transactions, on their own connections.</summary>
/// <remarks>
/// The developer's transaction holds SQLite's write lock, so the file stands still, and a session that reads everything
/// anew applies the write set there as the writer does on its own connection. The writer notices the commit by the file's data
/// version. Statements are prepared when they are needed and closed at once, so that nothing keeps the developer's
/// connection from being closed.
/// </remarks>
internal sealed class Enlistment(string file, WriterContext context)
{
    private const string Savepoint = "cabinet_write_set";

    private const long FullSynchronous = 2;

    // Changes nothing, but asks for the write lock before anything is read.
    private const string LockSql = "UPDATE counter SET reserved = reserved WHERE name = ''";

    /// <summary>Puts a write set into the transaction, whole or not at all.</summary>
    public CommitResult Run(WriteSet writeSet, SqliteStoreTransaction transaction)
    {
        using var connection = Borrow(transaction);
        try
        {
            RequireUsable(connection);
            return RunGuarded(connection, writeSet);
        }
        catch (SqliteError error) when (error.IsBusy)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                "Your transaction has no write lock, and another one holds it or has written since yours began. Begin it as "
                + "IMMEDIATE (Microsoft.Data.Sqlite: BeginTransaction(deferred: false)), so that it waits its turn when it "
                + "begins. Nothing of the write set is left in it.",
                error);
        }
        catch (SqliteError error)
        {
            throw SqliteFaults.ToStoreException(error, context.Path);
        }
    }

    private static SqliteConnection Borrow(SqliteStoreTransaction transaction)
    {
        var handle = transaction.Handle;
        if (!handle.IsClosed && !handle.IsInvalid)
        {
            var connection = SqliteConnection.Borrow(handle);
            if (connection.InTransaction)
            {
                return connection;
            }
        }

        throw new InvalidOperationException(
            "No transaction is open on this connection. Begin one, and enlist before it is committed.");
    }

    private void RequireUsable(SqliteConnection connection)
    {
        if (!string.Equals(connection.FileName, file, StringComparison.Ordinal))
        {
            throw new StoreException(
                StoreFault.SchemaMismatch,
                $"Your transaction isn't on the store's file '{file}'. Open your connection on that file as its main "
                + "database.");
        }

        if (connection.ReadInt64("PRAGMA main.synchronous") < FullSynchronous)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                "Your connection doesn't wait for the disk when it commits (PRAGMA synchronous is below FULL), so a job "
                + "might be lost that was acknowledged. Set it to FULL before you begin.");
        }
    }

    private CommitResult RunGuarded(SqliteConnection connection, WriteSet writeSet)
    {
        connection.Execute("SAVEPOINT " + Savepoint);
        var isApplied = false;
        try
        {
            connection.Execute(LockSql);
            var session = new WriterSession(connection, new NameCache(), context.Metrics);
            var result = session.ApplyWithin(writeSet);
            isApplied = result is CommitResult.Committed;
            return result;
        }
        finally
        {
            connection.ResetAll();
            GoOn(connection, isApplied);
        }
    }

    // After a grave error SQLite may have rolled back everything by itself; then there is no savepoint any more, and what
    // it said is what the caller hears.
    private static void GoOn(SqliteConnection connection, bool isApplied)
    {
        if (connection.InTransaction)
        {
            connection.Execute((isApplied ? "" : "ROLLBACK TO " + Savepoint + "; ") + "RELEASE " + Savepoint);
        }
    }
}
