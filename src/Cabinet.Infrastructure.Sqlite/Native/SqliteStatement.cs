using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Native;

/// <summary>
/// A prepared statement: bound by position, stepped, reset, and used again for as long as its connection lives.
/// </summary>
/// <remarks>Not safe for use by several threads; neither is its connection.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private const int IdSize = 16;

    private readonly SqliteConnection connection;
    private readonly string? sql;
    private sqlite3_stmt? prepared;

    /// <summary>A prepared one.</summary>
    public SqliteStatement(SqliteConnection connection, sqlite3_stmt handle) =>
        (this.connection, prepared) = (connection, handle);

    /// <summary>One that is prepared when it is first used.</summary>
    public SqliteStatement(SqliteConnection connection, string sql) => (this.connection, this.sql) = (connection, sql);

    private sqlite3_stmt Handle => prepared ??= connection.PrepareNow(sql!);

    public void Dispose() => prepared?.Dispose();

    public SqliteStatement Bind(int position, long value)
    {
        Check(raw.sqlite3_bind_int64(Handle, position, value));
        return this;
    }

    public SqliteStatement Bind(int position, long? value) =>
        value is { } number ? Bind(position, number) : BindNull(position);

    public SqliteStatement Bind(int position, DateTimeOffset time) => Bind(position, time.ToUnixTimeMilliseconds());

    public SqliteStatement Bind(int position, DateTimeOffset? time) =>
        time is { } moment ? Bind(position, moment) : BindNull(position);

    public SqliteStatement Bind(int position, string? text)
    {
        if (text is null)
        {
            return BindNull(position);
        }

        Check(raw.sqlite3_bind_text(Handle, position, text));
        return this;
    }

    public SqliteStatement Bind(int position, ReadOnlySpan<byte> bytes)
    {
        // SQLite reads a null pointer as NULL, and that is what an empty span has.
        Check(bytes.IsEmpty
            ? raw.sqlite3_bind_zeroblob(Handle, position, 0)
            : raw.sqlite3_bind_blob(Handle, position, bytes));
        return this;
    }

    public SqliteStatement Bind(int position, Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdSize];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(Handle, position, bytes));
        return this;
    }

    public SqliteStatement Bind(int position, Guid? id) => id is { } value ? Bind(position, value) : BindNull(position);

    public SqliteStatement BindNull(int position)
    {
        Check(raw.sqlite3_bind_null(Handle, position));
        return this;
    }

    /// <summary>Moves to the next row; false when there is none, and then the statement is reset.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(Handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        // A failed step's code comes again from the reset; it is reported once, from here.
        var error = code == raw.SQLITE_DONE ? null : connection.Error(code);
        _ = raw.sqlite3_reset(Handle);
        return error is null ? false : throw error;
    }

    /// <summary>Runs a statement that changes something, and resets it.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Step())
        {
            // A statement that writes may return rows; whoever runs it this way doesn't want them.
        }

        return connection.Changes;
    }

    /// <summary>Runs an insert that a uniqueness rule may refuse.</summary>
    /// <returns>False when it was refused and nothing was written.</returns>
    public bool TryRun()
    {
        var code = raw.sqlite3_step(Handle);
        var error = code is raw.SQLITE_DONE or raw.SQLITE_ROW ? null : connection.Error(code);
        _ = raw.sqlite3_reset(Handle);
        return error switch
        {
            null => true,
            { IsConstraint: true } => false,
            _ => throw error,
        };
    }

    /// <summary>Ends the reading of rows before the last one.</summary>
    public void Reset()
    {
        if (prepared is not null)
        {
            _ = raw.sqlite3_reset(prepared);
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(Handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(Handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(Handle, column);

    public string Text(int column) => raw.sqlite3_column_text(Handle, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes of a column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(Handle, column);

    public Guid Id(int column)
    {
        var bytes = Bytes(column);
        return bytes.Length == IdSize
            ? new Guid(bytes, bigEndian: true)
            : throw new SqliteError(raw.SQLITE_CORRUPT, $"an id has {bytes.Length} bytes instead of {IdSize}");
    }

    public Guid? IdOrNull(int column) => IsNull(column) ? null : Id(column);

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Int64(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw connection.Error(code);
        }
    }
}
