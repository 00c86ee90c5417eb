namespace Cabinet.Application.Integrations.Photos;

/// <summary>The image format of a rendition.</summary>
public enum RenditionFormat
{
    /// <summary>JPEG (<c>image/jpeg</c>). What was transparent becomes white.</summary>
    Jpeg = 0,

    /// <summary>WebP with lossy compression (<c>image/webp</c>). Transparency stays.</summary>
    WebP = 1,

    /// <summary>PNG (<c>image/png</c>), without loss. Transparency stays.</summary>
    Png = 2,
}
