using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cabinet.Application.Persistence.Copying;

namespace Cabinet.Infrastructure.Persistence.Copying;

/// <summary>
/// A digest of a table that doesn't depend on the order of its rows: the sum, modulo 2^256, of the SHA-256 of every row
/// in a canonical encoding (for each column a byte for its kind, 0 for null; numbers as 8 and ids as 16 bytes in network
/// order, texts as UTF-8 and bytes each behind its length in 4 bytes).
/// </summary>
/// <remarks>It finds what went wrong on the way. It isn't made against somebody who forges rows until sums agree.</remarks>
internal sealed class RowDigest
{
    private readonly ArrayBufferWriter<byte> row = new();
    private readonly ulong[] sum = new ulong[4];

    /// <summary>How many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <returns>The size of its encoding, in bytes.</returns>
    public long Add(CopyTable table, IReadOnlyList<object?> values)
    {
        row.ResetWrittenCount();
        for (var column = 0; column < values.Count; column++)
        {
            Encode(table.Columns[column].Kind, values[column]);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row.WrittenSpan, hash);
        Add(hash);
        Rows++;
        return row.WrittenCount;
    }

    /// <summary>The digest as 64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        for (var word = 0; word < sum.Length; word++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes[(word * 8)..], sum[^(word + 1)]);
        }

        return Convert.ToHexStringLower(bytes);
    }

    private void Add(ReadOnlySpan<byte> hash)
    {
        var carry = 0UL;
        for (var word = 0; word < sum.Length; word++)
        {
            var added = new UInt128(0, sum[word]) + BinaryPrimitives.ReadUInt64LittleEndian(hash[(word * 8)..]) + carry;
            sum[word] = (ulong)added;
            carry = (ulong)(added >> 64);
        }
    }

    private void Encode(CopyColumnKind kind, object? value)
    {
        row.Write([value is null ? (byte)0 : (byte)((int)kind + 1)]);
        switch (value)
        {
            case null:
                break;
            case long number:
                WriteNumber(number);
                break;
            case bool flag:
                row.Write([flag ? (byte)1 : (byte)0]);
                break;
            case Guid id:
                row.Write(id.ToByteArray(bigEndian: true));
                break;
            case string text:
                WriteBytes(Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                WriteBytes(bytes);
                break;
            default:
                throw new InvalidOperationException($"A row has a {value.GetType().Name}, which no column holds.");
        }
    }

    private void WriteNumber(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        row.Write(bytes);
    }

    private void WriteBytes(byte[] bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        row.Write(length);
        row.Write(bytes);
    }
}
