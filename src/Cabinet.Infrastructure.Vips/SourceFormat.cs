namespace Cabinet.Infrastructure.Vips;

/// <summary>The image formats that are read.</summary>
internal enum SourceFormat
{
    Jpeg,
    Png,
    WebP,
    Tiff,
    Heif,
}
