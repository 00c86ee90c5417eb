using Cabinet.Application.Persistence;
using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Native;

/// <summary>Says what is wrong with the file, and what to do, for each kind of SQLite's errors.</summary>
internal static class SqliteFaults
{
    public static StoreException ToStoreException(SqliteError error, string path) => error.Code switch
    {
        raw.SQLITE_FULL => Make(
            StoreFault.DiskFull, error, path,
            "is on a full disk. Nothing of the refused write was stored, and what was committed before is safe. "
            + "Free some space and try again."),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => Make(
            StoreFault.ReadOnly, error, path,
            "can't be written. Give this user write access to the file, its -wal and -shm files and their folder."),
        raw.SQLITE_CANTOPEN => Make(
            StoreFault.ReadOnly, error, path,
            "can't be opened for writing. Give this user write access to the file, its -wal and -shm files and their "
            + "folder."),
        raw.SQLITE_NOTADB => Make(
            StoreFault.NotADatabase, error, path,
            "isn't a database. Nothing was changed. Name another file, or move this one away."),
        raw.SQLITE_CORRUPT => Make(
            StoreFault.Corrupt, error, path,
            "is damaged. Nothing was changed. Keep a copy, run 'cabinet db verify' to see the damage, and restore a "
            + "backup."),
        raw.SQLITE_IOERR when error.ExtendedCode == raw.SQLITE_IOERR_SHORT_READ => Make(
            StoreFault.Corrupt, error, path,
            "ends too early: it was truncated. Nothing was changed. Restore a backup."),
        raw.SQLITE_IOERR => Make(
            StoreFault.Unavailable, error, path,
            "couldn't be read or written by the operating system. Check the disk and its mount, then try again."),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Make(
            StoreFault.Unavailable, error, path,
            "is kept busy by another process for longer than the store waits. Find out which process has it open "
            + "(a backup, an SQL shell with an open transaction), then try again."),
        raw.SQLITE_NOMEM => Make(
            StoreFault.Unavailable, error, path, "couldn't be used for want of memory. Try again with more of it."),
        _ => Make(
            StoreFault.Unavailable, error, path, "refused the operation. This is most likely a defect in Cabinet."),
    };

    private static StoreException Make(StoreFault fault, SqliteError error, string path, string message) =>
        new(fault, $"The store '{path}' {message} ({error.Message})", error);
}
