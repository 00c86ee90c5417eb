using System.Buffers.Binary;
using Cabinet.Application.Persistence.Readers;

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

    /// <summary>The place of a key in the order of the ends.</summary>
    public static HistoryPosition Position(long key)
    {
        Span<byte> within = stackalloc byte[16];
        within.Clear();
        BinaryPrimitives.WriteInt64BigEndian(within[8..], (key & ((1L << TieBits) - 1)) + 1);
        return new HistoryPosition(EndedAt(key), new Guid(within, bigEndian: true));
    }

    /// <summary>The smallest key behind a place.</summary>
    public static long Behind(HistoryPosition position)
    {
        Span<byte> within = stackalloc byte[16];
        position.Within.TryWriteBytes(within, bigEndian: true, out _);
        return First(position.EndedAt) + BinaryPrimitives.ReadInt64BigEndian(within[8..]);
    }
}
