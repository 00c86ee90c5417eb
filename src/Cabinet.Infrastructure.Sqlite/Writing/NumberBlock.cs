using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>
/// Hands out numbers that no other process and no earlier run was given: it reserves them in blocks, within the
/// transaction that first uses one.
/// </summary>
/// <remarks>
/// A block is lost when somebody else writes in between. So it grows while whole blocks are used up and shrinks when they
/// are lost: what is lost stays in proportion to what is used, also where developers' own transactions write all the time.
/// </remarks>
internal sealed class NumberBlock(SqliteConnection connection, string name, int largest)
{
    private const int Smallest = 16;

    private const string ReserveSql =
        "UPDATE counter SET reserved = reserved + ?2 WHERE name = ?1 RETURNING reserved";

    private readonly SqliteStatement reserve = connection.Prepare(ReserveSql);
    private int size = Smallest;
    private long next = 1;
    private long last;

    /// <summary>The next number; larger than every number that was handed out before the current transaction.</summary>
    public long Next()
    {
        if (next > last)
        {
            Reserve();
            size = Math.Min(size * 2, largest);
        }

        return next++;
    }

    /// <summary>Forgets the block: others may have handed out larger numbers, or the reservation was undone.</summary>
    public void Forget()
    {
        if (next <= last)
        {
            size = Smallest;
        }

        (next, last) = (1, 0);
    }

    private void Reserve()
    {
        reserve.Bind(1, name).Bind(2, size);
        if (!reserve.Step())
        {
            throw new SqliteError(SQLitePCL.raw.SQLITE_CORRUPT, $"the counter '{name}' is missing");
        }

        last = reserve.Int64(0);
        next = last - size + 1;
        reserve.Reset();
    }
}
