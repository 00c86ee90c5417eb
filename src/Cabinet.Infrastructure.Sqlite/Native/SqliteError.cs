using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Native;

/// <summary>What SQLite itself said; <see cref="SqliteFaults"/> turns it into what a person can act on.</summary>
internal sealed class SqliteError : Exception
{
    public SqliteError(int code, string message)
        : base($"SQLite error {code}: {message}") => ExtendedCode = code;

    public int ExtendedCode { get; }

    public int Code => ExtendedCode & 0xFF;

    public bool IsBusy => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public bool IsConstraint => Code == raw.SQLITE_CONSTRAINT;
}
