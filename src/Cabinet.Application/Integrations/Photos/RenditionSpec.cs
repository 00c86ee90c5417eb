namespace Cabinet.Application.Integrations.Photos;

/// <summary>One wanted rendition of a photograph.</summary>
public sealed record RenditionSpec
{
    /// <summary>The largest <see cref="MaximumEdge"/> that can be asked for, in pixels: what WebP can hold.</summary>
    public const int LargestEdge = 16_383;

    /// <summary>Describes a rendition.</summary>
    /// <param name="name">What the rendition is called, such as <c>thumbnail</c>; not empty.</param>
    /// <param name="maximumEdge">The longer side in pixels, 1 to <see cref="LargestEdge"/>.</param>
    /// <param name="format">The image format.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The edge or the format is outside its range.</exception>
    public RenditionSpec(string name, int maximumEdge, RenditionFormat format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumEdge, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumEdge, LargestEdge);
        if (!Enum.IsDefined(format)) throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format.");
        (Name, MaximumEdge, Format) = (name, maximumEdge, format);
    }

    /// <summary>What the rendition is called. It tells renditions apart and doesn't change the image.</summary>
    public string Name { get; }

    /// <summary>The longer side in pixels. The other follows from the photograph's proportions; a photograph that is
    /// smaller keeps its size.</summary>
    public int MaximumEdge { get; }

    /// <summary>The image format.</summary>
    public RenditionFormat Format { get; }
}
