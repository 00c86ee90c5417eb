using System.Buffers.Binary;
using System.Text;

namespace Cabinet.Samples.MakeSamples.Metadata;

/// <summary>One image file directory of TIFF 6.0, little endian: entries of 12 bytes, then the values that don't fit
/// into them.</summary>
internal sealed class TiffDirectory
{
    private readonly SortedDictionary<ushort, (ushort Type, uint Count, byte[] Value)> entries = [];

    public void Text(ushort tag, string? text)
    {
        if (text is null) return;
        var bytes = Encoding.UTF8.GetBytes(text + '\0');
        entries[tag] = (2, (uint)bytes.Length, bytes);
    }

    public void Short(ushort tag, int value) => entries[tag] = (3, 1, BitConverter.GetBytes((ushort)value));

    public void Long(ushort tag, int value) => entries[tag] = (4, 1, BitConverter.GetBytes((uint)value));

    public void Bytes(ushort tag, ushort type, byte[] value) => entries[tag] = (type, (uint)value.Length, value);

    public void Rationals(ushort tag, params (uint Over, uint Under)[] values)
    {
        var bytes = new byte[values.Length * 8];
        for (var index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(index * 8), values[index].Over);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((index * 8) + 4), values[index].Under);
        }

        entries[tag] = (5, (uint)values.Length, bytes);
    }

    /// <summary>How many bytes the directory takes with its values.</summary>
    public int Size() => 2 + (entries.Count * 12) + 4 + entries.Values.Sum(entry => Outside(entry.Value));

    /// <summary>The directory's bytes when it starts at an offset; the next one follows at another, or 0.</summary>
    public byte[] Write(int offset, int next)
    {
        var bytes = new byte[Size()];
        var (at, free) = (2, 2 + (entries.Count * 12) + 4);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)entries.Count);
        foreach (var (tag, (type, count, value)) in entries)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), tag);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at + 2), type);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4), count);
            if (value.Length > 4) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + 8), offset + free);
            value.CopyTo(bytes, value.Length > 4 ? free : at + 8);
            (at, free) = (at + 12, free + Outside(value));
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), next);
        return bytes;
    }

    // Values start on even offsets.
    private static int Outside(byte[] value) => value.Length > 4 ? (value.Length + 1) / 2 * 2 : 0;
}
