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

    private readonly SqliteStatement freePages = connection.Prepare("PRAGMA freelist_count");
    private readonly SqliteStatement allPages = connection.Prepare("PRAGMA page_count");

    /// <summary>Whether it is worth a look, once nobody writes: something was written since, or a slice was left over.</summary>
    public bool MayBeDue { get; private set; } = true;

    /// <summary>A group was committed: it may have emptied pages.</summary>
    public void Wrote() => MayBeDue = true;

    /// <summary>Looks at the file, and gives one slice back when it is mostly empty.</summary>
    public void Tidy()
    {
        try
        {
            var free = Read(freePages);
            MayBeDue = free > KeptPages && free > Read(allPages) / 2;
            if (MayBeDue)
            {
                connection.Execute(SliceSql);
                metrics.Freed(free - Read(freePages));
            }
        }
        catch (SqliteError)
        {
            // It was only tidying: whoever writes next meets the trouble, and is told.
            connection.RollBack();
            MayBeDue = false;
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
