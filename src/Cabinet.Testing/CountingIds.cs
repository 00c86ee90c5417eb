using System.Buffers.Binary;
using Cabinet.Application;

namespace Cabinet.Testing;

/// <summary>Ids by time and count alone, in the form of UUIDs of version 7 (RFC 9562): the same test makes the same ids.</summary>
internal sealed class CountingIds(TimeProvider time) : IIdGenerator
{
    private long made;

    public Guid Next()
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, time.GetUtcNow().ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteUInt16BigEndian(id[6..], 0x7000);
        BinaryPrimitives.WriteInt64BigEndian(id[8..], Interlocked.Increment(ref made));
        id[8] |= 0x80;
        return new Guid(id, bigEndian: true);
    }
}
