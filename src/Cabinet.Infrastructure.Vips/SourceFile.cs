using NetVips;

namespace Cabinet.Infrastructure.Vips;

/// <summary>A file of a known format and the one libvips loader that may open it.</summary>
internal sealed record SourceFile(SourceFormat Format, byte[] Content)
{
    /// <summary>Reads the header; pixels are decoded later, from top to bottom.</summary>
    /// <param name="shrink">1, or for JPEG the factor 2, 4 or 8 to decode at.</param>
    /// <exception cref="VipsException">The header can't be read.</exception>
    public Image Open(int shrink)
    {
        const Enums.Access access = Enums.Access.Sequential;
        return Format switch
        {
            // The JPEG library reports missing and garbled pixels as mere warnings and fills in grey.
            SourceFormat.Jpeg => Image.JpegloadBuffer(
                Content, shrink: shrink, access: access, failOn: Enums.FailOn.Warning),
            // Elsewhere warnings are about things like unknown tags, which don't touch the pixels.
            SourceFormat.Png => Image.PngloadBuffer(Content, access: access, failOn: Enums.FailOn.Error),
            SourceFormat.WebP => Image.WebploadBuffer(Content, access: access, failOn: Enums.FailOn.Error),
            SourceFormat.Tiff => Image.TiffloadBuffer(Content, access: access, failOn: Enums.FailOn.Error),
            SourceFormat.Heif => Image.HeifloadBuffer(Content, access: access, failOn: Enums.FailOn.Error),
            _ => throw new InvalidOperationException($"No loader for {Format}."),
        };
    }
}
