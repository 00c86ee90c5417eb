using System.Buffers.Binary;
using System.Globalization;

namespace Cabinet.Domain.Security;

/// <summary>A keyed digest of some content: 32 bytes that only a holder of the ring's digest key can compute.</summary>
/// <param name="High">The first 16 bytes, read as a big-endian number.</param>
/// <param name="Low">The last 16 bytes, read as a big-endian number.</param>
public readonly record struct ContentDigest(UInt128 High, UInt128 Low)
{
    /// <summary>The number of bytes of a digest.</summary>
    public const int Size = 32;

    /// <summary>Reads a digest from its bytes.</summary>
    /// <exception cref="ArgumentException">There aren't exactly <see cref="Size"/> bytes.</exception>
    public static ContentDigest FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new ContentDigest(
            BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]))
        : throw new ArgumentException($"A digest has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>
    /// Reads a digest from what <see cref="ToString"/> wrote; false for anything else, upper case included.
    /// </summary>
    public static bool TryParse(string? text, out ContentDigest digest)
    {
        digest = default;
        if (text is not { Length: 2 * Size } || text.Any(digit => !char.IsAsciiHexDigitLower(digit)))
        {
            return false;
        }

        digest = FromBytes(Convert.FromHexString(text));
        return true;
    }

    /// <summary>Writes the digest into the first <see cref="Size"/> bytes of the destination.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter.</exception>
    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, High);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], Low);
    }

    /// <summary>The digest's bytes in an array of their own.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>The digest as 64 lower-case hexadecimal digits: safe as a file name and as an object's name.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x32}{Low:x32}");
}
