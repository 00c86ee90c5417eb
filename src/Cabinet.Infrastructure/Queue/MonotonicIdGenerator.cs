using System.Buffers.Binary;
using Cabinet.Application;
using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Makes UUIDs of version 7 that increase within the process, whatever the clock does.</summary>
/// <remarks>
/// RFC 9562, section 6.2, method 1: a 26-bit counter follows the 48-bit millisecond, in rand_a and the upper 14 bits of
/// rand_b. It starts each millisecond at a random value of 25 bits, so that processes don't collide and at least
/// 33 million ids fit. When it overflows, or the clock steps back, the last millisecond goes on or moves ahead
/// (sections 6.2 and 6.1 allow that). The remaining 48 bits are random. Safe for any number of threads.
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="random">Fills what neither time nor counter fills.</param>
/// <param name="counterLimit">Where the counter overflows: at its 26 bits, or earlier in tests.</param>
internal sealed class MonotonicIdGenerator(
    TimeProvider time, ISecureRandom random, uint counterLimit = 1 << MonotonicIdGenerator.CounterBits) : IIdGenerator
{
    private const int CounterBits = 26;
    private const int BytesPerId = 6;

    private readonly Lock sync = new();

    // Randomness is drawn in blocks: a draw costs about as much as everything else here together.
    private readonly byte[] block = new byte[BytesPerId * 128];
    private int drawn = BytesPerId * 128;
    private long lastMillisecond = -1;
    private uint counter;

    /// <inheritdoc />
    public Guid Next()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Span<byte> id = stackalloc byte[16];
        lock (sync)
        {
            Advance(now);
            BinaryPrimitives.WriteInt64BigEndian(id, lastMillisecond << 16);
            BinaryPrimitives.WriteUInt16BigEndian(id[6..], (ushort)(0x7000 | (counter >> 14)));
            BinaryPrimitives.WriteUInt16BigEndian(id[8..], (ushort)(0x8000 | (counter & 0x3FFF)));
            Draw().CopyTo(id[10..]);
        }

        return new Guid(id, bigEndian: true);
    }

    private void Advance(long now)
    {
        if (now > lastMillisecond)
        {
            lastMillisecond = now;
            counter = Seed();
        }
        else if (++counter >= counterLimit)
        {
            lastMillisecond++;
            counter = Seed();
        }
    }

    private uint Seed() => BinaryPrimitives.ReadUInt32LittleEndian(Draw()) % (counterLimit / 2);

    private ReadOnlySpan<byte> Draw()
    {
        if (drawn == block.Length)
        {
            random.Fill(block);
            drawn = 0;
        }

        drawn += BytesPerId;
        return block.AsSpan(drawn - BytesPerId, BytesPerId);
    }
}
