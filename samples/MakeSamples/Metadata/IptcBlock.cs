using System.Buffers.Binary;
using System.Text;

namespace Cabinet.Samples.MakeSamples.Metadata;

/// <summary>IPTC-IIM records in a Photoshop resource, as picture desks write them.</summary>
internal static class IptcBlock
{
    public static byte[] Write(string headline, string byline, string city)
    {
        byte[] records = [.. Record(105, headline), .. Record(80, byline), .. Record(90, city)];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, records.Length);
        byte[] padding = records.Length % 2 == 0 ? [] : [0];
        return [.. "Photoshop 3.0\0"u8, .. "8BIM"u8, 0x04, 0x04, 0, 0, .. length, .. records, .. padding];
    }

    // Application record 2, a data set number, the length, the text.
    private static byte[] Record(byte dataSet, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [0x1C, 2, dataSet, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }
}
