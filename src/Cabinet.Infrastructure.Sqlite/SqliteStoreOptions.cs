namespace Cabinet.Infrastructure.Sqlite;

/// <summary>Where the embedded store lives and how it behaves. Validated when the store is first asked for.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>
    /// The database file, absolute or relative to the working directory; its folder must exist. Required. Beside it
    /// lie <c>-wal</c> and <c>-shm</c> (SQLite's own) and <c>.node</c> (which node has the file).
    /// </summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>
    /// How long a write waits for another process that is writing, from 100 ms to 10 minutes; the default is 30
    /// seconds. After that the write is refused with <see cref="Application.Persistence.StoreFault.Unavailable"/>.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most bytes that may wait for the writer, from 1 MiB to 4 GiB; the default is 64 MiB. Callers beyond that
    /// wait their turn before anything of theirs is queued.
    /// </summary>
    public long MaximumPendingBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>How many reads run at the same time, 1 to 64; the default is 4.</summary>
    public int Readers { get; set; } = 4;
}
