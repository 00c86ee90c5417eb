using Cabinet.Application.Persistence;
using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Native;

/// <summary>Opens connections with the settings that the store's guarantees rest on.</summary>
internal static class ConnectionFactory
{
    // FULL: a commit is on stable storage before it is acknowledged. Foreign keys aren't used, and the library was
    // compiled to check them by default. The default checkpoint of 1,000 pages keeps the log at about 4 MiB: measured,
    // a longer log costs more than its checkpoints save.
    // What one huge write set made of the log is cut off again.
    private const string WriterSettings =
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; "
        + "PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864";

    private const string ReaderSettings =
        "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000";

    // Short, because the writer repeats its BEGIN by itself until its own deadline: SQLite's waits grow to 100 ms, and
    // a busy neighbour leaves gaps that a rare look misses.
    private const int WriterBusyMilliseconds = 8;
    private const int PatientMilliseconds = 10_000;

    /// <summary>
    /// Opens a connection for the writer. It waits as long as a reader until <see cref="MakeBusyQuickly"/>: whoever opens
    /// a file after a crash puts its log in order first, and keeps all others out meanwhile.
    /// </summary>
    public static SqliteConnection OpenWriter(string path) => Open(path, WriterSettings, PatientMilliseconds);

    public static SqliteConnection OpenReader(string path) => Open(path, ReaderSettings, PatientMilliseconds);

    /// <summary>Lets an opened writer's connection say soon that it is busy, because the writer itself tries again.</summary>
    public static void MakeBusyQuickly(SqliteConnection writer) => writer.SetBusyTimeout(WriterBusyMilliseconds);

    /// <summary>Opens the file for looking at or changing its schema.</summary>
    public static SqliteConnection OpenForSchema(string path, bool mayCreate, TimeSpan busyTimeout)
    {
        var connection = Open(() => SqliteConnection.Open(path, mayCreate), path);
        connection.SetBusyTimeout((int)busyTimeout.TotalMilliseconds);
        return connection;
    }

    private static SqliteConnection Open(string path, string settings, int busyMilliseconds) => Open(
        () =>
        {
            var connection = SqliteConnection.Open(path, mayCreate: false);
            try
            {
                connection.SetBusyTimeout(busyMilliseconds);
                connection.Execute(settings);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        },
        path);

    private static SqliteConnection Open(Func<SqliteConnection> open, string path)
    {
        try
        {
            return open();
        }
        catch (SqliteError error) when (error.Code == raw.SQLITE_CANTOPEN && !File.Exists(path))
        {
            throw new StoreException(
                StoreFault.Unavailable,
                Directory.Exists(Path.GetDirectoryName(path))
                    ? $"There is no store at '{path}'. Check the path, or create the store with 'cabinet db migrate'."
                    : $"There is no folder for '{path}'. Create it first.",
                error);
        }
        catch (SqliteError error)
        {
            throw SqliteFaults.ToStoreException(error, path);
        }
    }
}
