using System.Buffers.Binary;

namespace Cabinet.Infrastructure.Vips;

/// <summary>Tells a file's format, and whether it was cut short, from its bytes alone.</summary>
/// <remarks>
/// libvips could detect the format itself, but would then also open what isn't a photograph (SVG, PDF, its own raw
/// formats), which is more surface than strangers' files should get. Its error texts can't tell the cause of a failure
/// either: they come from one buffer for the whole process, so that calls in parallel read each other's.
/// </remarks>
internal static class SourceFormats
{
    // The brands that ISO/IEC 23008-12 and the AV1 image format give to still images and their sequences.
    private static readonly string[] HeifBrands =
        ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"];

    /// <summary>The format whose signature the file starts with, or null.</summary>
    public static SourceFormat? Detect(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => SourceFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => SourceFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..]
            => SourceFormat.WebP,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => SourceFormat.Tiff,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] when HasHeifBrand(content)
            => SourceFormat.Heif,
        _ => null,
    };

    /// <summary>The name that people know the format by.</summary>
    public static string NameOf(SourceFormat format) => format switch
    {
        SourceFormat.Jpeg => "JPEG",
        SourceFormat.Png => "PNG",
        SourceFormat.WebP => "WebP",
        SourceFormat.Tiff => "TIFF",
        SourceFormat.Heif => "HEIC",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a known format."),
    };

    /// <summary>Whether the file lacks the end that its format prescribes. TIFF and HEIC prescribe none.</summary>
    /// <remarks>It words the message for a photograph that failed to decode, and decides nothing.</remarks>
    public static bool EndsEarly(SourceFormat format, ReadOnlySpan<byte> content) => format switch
    {
        SourceFormat.Jpeg => content.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) < 0,
        SourceFormat.Png => content.LastIndexOf("IEND"u8) < 0,
        SourceFormat.WebP => BinaryPrimitives.ReadUInt32LittleEndian(content[4..]) > content.Length - 8,
        _ => false,
    };

    private static bool HasHeifBrand(ReadOnlySpan<byte> content)
    {
        foreach (var brand in HeifBrands)
        {
            if (content.Slice(8, 4).SequenceEqual(System.Text.Encoding.ASCII.GetBytes(brand))) return true;
        }

        return false;
    }
}
