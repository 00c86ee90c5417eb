using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Observability;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Gives empty pages back to the file system, a slice at a time, while nobody waits for the writer.</summary>
/// <remarks>
/// Empty pages are used again by later writes, so only a file that is mostly empty shrinks, and some room stays.
/// </remarks>
internal sealed class FreeSpace(SqliteConnection connection, SqliteMetrics metrics)
{
    // 4 KiB each: 32 MiB may lie idle, and a slice keeps the writer for a few milliseconds.
    private const long KeptPages = 8_192;
    private const string SliceSql = "PRAGMA incremental_vacuum(128)";
    private const int GroupsBetweenLooks = 64;

    private readonly SqliteStatement freePages = connection.Prepare("PRAGMA freelist_count");
    private readonly SqliteStatement allPages = connection.Prepare("PRAGMA page_count");
    private int groupsUntilLook;

    /// <summary>Whether there is something to give back.</summary>
    public bool IsDue { get; private set; }

    /// <summary>A group was committed, and nothing waits: looks at the file now and then.</summary>
    public void LookNowAndThen()
    {
        if (--groupsUntilLook <= 0)
        {
            groupsUntilLook = GroupsBetweenLooks;
            Look();
        }
    }

    /// <summary>Gives one slice back.</summary>
    public void FreeSlice()
    {
        try
        {
            var before = Read(freePages);
            connection.Execute(SliceSql);
            metrics.Freed(before - Read(freePages));
            Look();
        }
        catch (SqliteError)
        {
            // It was only tidying: whoever writes next meets the trouble, and is told.
            connection.RollBack();
            IsDue = false;
        }
    }

    private void Look()
    {
        try
        {
            var free = Read(freePages);
            IsDue = free > KeptPages && free > Read(allPages) / 2;
        }
        catch (SqliteError)
        {
            IsDue = false;
        }
    }

    private static long Read(SqliteStatement statement)
    {
        statement.Step();
        var value = statement.Int64(0);
        statement.Reset();
        return value;
    }
}
