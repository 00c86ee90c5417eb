using System.Buffers.Binary;
using SQLitePCL;

namespace Cabinet.Limits;

/// <summary>A fresh database with one table, and its five prepared statements.</summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly byte[] _id = new byte[16];
    private long _rows;

    public Database(string path)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(path + suffix);
        }
        Check(raw.sqlite3_open(path, out _connection));
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("CREATE TABLE job(id BLOB PRIMARY KEY, state INTEGER NOT NULL, payload BLOB NOT NULL) WITHOUT ROWID");
        Begin = Prepare("BEGIN IMMEDIATE");
        Commit = Prepare("COMMIT");
        Insert = Prepare("INSERT INTO job(id, state, payload) VALUES (?1, 0, ?2)");
        Claim = Prepare("""
            UPDATE job SET state = 1 WHERE id IN (SELECT id FROM job WHERE state = 0 ORDER BY id LIMIT ?1)
            RETURNING id, payload
            """);
        Delete = Prepare("DELETE FROM job WHERE id = ?1");
    }

    public sqlite3_stmt Begin { get; }

    public sqlite3_stmt Commit { get; }

    public sqlite3_stmt Insert { get; }

    public sqlite3_stmt Claim { get; }

    public sqlite3_stmt Delete { get; }

    /// <summary>16 bytes that grow from row to row, as ids that start with their time do.</summary>
    public ReadOnlySpan<byte> NextId()
    {
        BinaryPrimitives.WriteInt64BigEndian(_id, ++_rows);
        return _id;
    }

    /// <summary>True while there is a row; resets the statement after the last one.</summary>
    public bool Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }
        Check(result);
        Check(raw.sqlite3_reset(statement));
        return false;
    }

    public void Run(sqlite3_stmt statement)
    {
        while (Step(statement))
        {
        }
    }

    public void Dispose()
    {
        foreach (var statement in (sqlite3_stmt[])[Begin, Commit, Insert, Claim, Delete])
        {
            statement.Dispose();
        }
        _connection.Dispose();
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_connection, sql, out var statement));
        return statement;
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(_connection, sql));

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new IOException($"SQLite {result}: {raw.sqlite3_errmsg(_connection).utf8_to_string()}");
        }
    }
}
