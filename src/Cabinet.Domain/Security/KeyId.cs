using System.Buffers.Binary;
using System.Globalization;

namespace Cabinet.Domain.Security;

/// <summary>The id of one key of the ring: 16 random bytes that say nothing about the key itself.</summary>
/// <param name="Value">The bytes, read as a big-endian number.</param>
public readonly record struct KeyId(UInt128 Value)
{
    /// <summary>The number of bytes of an id.</summary>
    public const int Size = 16;

    /// <summary>Reads an id from its bytes.</summary>
    /// <exception cref="ArgumentException">There aren't exactly <see cref="Size"/> bytes.</exception>
    public static KeyId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new KeyId(BinaryPrimitives.ReadUInt128BigEndian(bytes))
        : throw new ArgumentException($"A key id has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the id into the first <see cref="Size"/> bytes of the destination.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter.</exception>
    public void WriteTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>The id's bytes in an array of their own.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>The id as 32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
