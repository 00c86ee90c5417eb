namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>The key of a history row: the end time in milliseconds, then 20 bits that tell equal times apart.</summary>
internal static class HistoryKey
{
    private const int TieBits = 20;

    /// <summary>The smallest key of a record that ended at this time.</summary>
    public static long First(DateTimeOffset endedAt) => Math.Max(0, endedAt.ToUnixTimeMilliseconds()) << TieBits;

    /// <summary>The largest key of a record that ended at this time.</summary>
    public static long Last(DateTimeOffset endedAt) => First(endedAt) | ((1L << TieBits) - 1);

    /// <summary>The end time that a key stands for.</summary>
    public static DateTimeOffset EndedAt(long key) => DateTimeOffset.FromUnixTimeMilliseconds(key >> TieBits);
}
