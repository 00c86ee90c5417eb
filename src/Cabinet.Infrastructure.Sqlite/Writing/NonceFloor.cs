using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>The latest time up to which nonces were ever forgotten: it only rises, whatever clock asks.</summary>
internal sealed class NonceFloor(SqliteConnection connection)
{
    private const string FindSql = "SELECT reserved FROM counter WHERE name = 'nonce-floor'";
    private const string RaiseSql = "UPDATE counter SET reserved = ?1 WHERE name = 'nonce-floor'";

    private readonly SqliteStatement find = connection.Prepare(FindSql);
    private readonly SqliteStatement raise = connection.Prepare(RaiseSql);

    /// <summary>In Unix milliseconds; what ends before it may have been forgotten.</summary>
    public long Value { get; private set; }

    /// <summary>Reads it again.</summary>
    public void Reload()
    {
        if (!find.Step())
        {
            throw new SqliteError(SQLitePCL.raw.SQLITE_CORRUPT, "the counter 'nonce-floor' is missing");
        }

        Value = find.Int64(0);
        find.Reset();
    }

    /// <summary>Raises it, if this is later.</summary>
    public void Raise(long milliseconds)
    {
        if (milliseconds > Value)
        {
            raise.Bind(1, milliseconds).Run();
            Value = milliseconds;
        }
    }
}
