using System.Buffers.Binary;
using Cabinet.Domain.Ids;

namespace Cabinet.Domain.Jobs;

/// <summary>Turns a job's id into reproducible fractions for jitter.</summary>
/// <remarks>The mixing function is SplitMix64 (Steele, Lea and Flood, 2014); it spreads, it doesn't hide.</remarks>
public readonly record struct JobIdSeed(ulong Value)
{
    /// <summary>The seed of a job.</summary>
    public static JobIdSeed From(JobId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes);
        return new JobIdSeed(BinaryPrimitives.ReadUInt64LittleEndian(bytes)
            ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }

    /// <summary>The n-th fraction of this seed, from 0 up to but not including 1.</summary>
    public double Fraction(int n) => (Bits(n) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The n-th 64 bits of this seed.</summary>
    public ulong Bits(int n)
    {
        var mixed = unchecked(Value + ((ulong)n * 0x9E3779B97F4A7C15UL));
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return mixed ^ (mixed >> 31);
    }
}
