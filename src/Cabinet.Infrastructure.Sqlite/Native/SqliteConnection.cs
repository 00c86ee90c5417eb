using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Native;

/// <summary>One connection of SQLite, used by one thread at a time.</summary>
internal sealed class SqliteConnection : IDisposable
{
    private readonly sqlite3 handle;
    private readonly List<SqliteStatement> statements = [];
    private bool isBorrowed;

    static SqliteConnection() => Batteries_V2.Init();

    private SqliteConnection(sqlite3 handle) => this.handle = handle;

    /// <summary>The main database's file as SQLite names it; empty for one in memory.</summary>
    public string FileName => raw.sqlite3_db_filename(handle, "main").utf8_to_string() ?? string.Empty;

    /// <summary>Somebody else's connection: it stays open, and only what was prepared here is closed.</summary>
    /// <remarks>Its statements are prepared when they are first used, because most never are.</remarks>
    public static SqliteConnection Borrow(sqlite3 handle) => new(handle) { isBorrowed = true };

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>How many rows all statements so far have changed, undone ones included.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(handle);

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Opens a file, or a private database in memory with the path ":memory:".</summary>
    /// <param name="path">Which file.</param>
    /// <param name="mayCreate">Whether a missing file is created.</param>
    public static SqliteConnection Open(string path, bool mayCreate)
    {
        // One thread at a time uses a connection, so SQLite's own mutex around every call is left out.
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (mayCreate ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var connection = new SqliteConnection(handle);
        if (code == raw.SQLITE_OK)
        {
            _ = raw.sqlite3_extended_result_codes(handle, 1);
            return connection;
        }

        var error = connection.Error(code);
        connection.Dispose();
        throw error;
    }

    public void Dispose()
    {
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        if (!isBorrowed)
        {
            handle.Dispose();
        }
    }

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var prepared = isBorrowed ? new SqliteStatement(this, sql) : new SqliteStatement(this, PrepareNow(sql));
        statements.Add(prepared);
        return prepared;
    }

    /// <summary>Prepares a statement that is going to be used often.</summary>
    public sqlite3_stmt PrepareNow(string sql)
    {
        var code = raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        return code == raw.SQLITE_OK ? statement : throw Error(code);
    }

    /// <summary>Ends every reading that was left before its last row.</summary>
    public void ResetAll()
    {
        foreach (var statement in statements)
        {
            statement.Reset();
        }
    }

    /// <summary>Runs a script of constant text; rows are ignored.</summary>
    public void Execute(string script)
    {
        var code = raw.sqlite3_exec(handle, script);
        if (code != raw.SQLITE_OK)
        {
            throw Error(code);
        }
    }

    /// <summary>The first column of the first row.</summary>
    public long ReadInt64(string sql)
    {
        using var statement = PrepareOnce(sql);
        var value = statement.Step() ? statement.Int64(0) : 0;
        statement.Reset();
        return value;
    }

    /// <summary>Prepares a statement that its user disposes of.</summary>
    public SqliteStatement PrepareOnce(string sql)
    {
        var code = raw.sqlite3_prepare_v2(handle, sql, out var statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(this, statement) : throw Error(code);
    }

    /// <summary>Runs a statement whose old bytes must not stay: SQLite overwrites what it frees with zeros.</summary>
    /// <remarks>
    /// The log keeps earlier pages until it is reset, and backups keep what they have; neither is in SQLite's hands.
    /// </remarks>
    public void RunErasing(SqliteStatement statement)
    {
        Execute("PRAGMA secure_delete = ON");
        try
        {
            statement.Run();
        }
        finally
        {
            Execute("PRAGMA secure_delete = OFF");
        }
    }

    /// <summary>
    /// Rolls back whatever is open, half-read statements included; SQLite may have done so after a grave error.
    /// </summary>
    public void RollBack()
    {
        ResetAll();
        if (InTransaction)
        {
            _ = raw.sqlite3_exec(handle, "ROLLBACK");
        }
    }

    /// <summary>How long SQLite waits by itself for another connection, before it says that it is busy.</summary>
    public void SetBusyTimeout(int milliseconds) => _ = raw.sqlite3_busy_timeout(handle, milliseconds);

    /// <summary>What SQLite says about its last failure.</summary>
    public SqliteError Error(int code)
    {
        var extended = raw.sqlite3_extended_errcode(handle);
        return new SqliteError(
            (extended & 0xFF) == (code & 0xFF) ? extended : code, raw.sqlite3_errmsg(handle).utf8_to_string());
    }
}
