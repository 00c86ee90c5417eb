using System.Buffers.Binary;

namespace Cabinet.Samples.MakeSamples.Metadata;

/// <summary>Puts segments behind the start marker of a JPEG (ITU-T T.81, annex B).</summary>
internal static class JpegSegments
{
    public const byte Application1 = 0xE1;
    public const byte Application13 = 0xED;
    public const byte Comment = 0xFE;

    public static byte[] Insert(byte[] jpeg, IEnumerable<(byte Marker, byte[] Data)> segments) =>
        [.. jpeg[..2], .. segments.SelectMany(segment => Segment(segment.Marker, segment.Data)), .. jpeg[2..]];

    private static byte[] Segment(byte marker, byte[] data)
    {
        byte[] segment = [0xFF, marker, 0, 0, .. data];
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), checked((ushort)(data.Length + 2)));
        return segment;
    }
}
