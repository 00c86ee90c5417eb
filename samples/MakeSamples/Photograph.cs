using Cabinet.Samples.MakeSamples.Drawing;
using Cabinet.Samples.MakeSamples.Metadata;

namespace Cabinet.Samples.MakeSamples;

/// <summary>One file to make: a scene as some device would have saved it.</summary>
/// <param name="Path">Below the output folder; the extension says the format.</param>
/// <param name="Scene">What is on it.</param>
/// <param name="Height">The upright height in pixels.</param>
/// <param name="Camera">What the device wrote beside the pixels; null for nothing.</param>
internal sealed record Photograph(string Path, IScene Scene, int Height, CameraData? Camera = null)
{
    /// <summary>JPEG or WebP quality, 1 to 100.</summary>
    public int Quality { get; init; } = 80;

    /// <summary>A title for XMP; null for no XMP.</summary>
    public string? XmpTitle { get; init; }

    /// <summary>A headline for IPTC; null for none.</summary>
    public string? IptcHeadline { get; init; }

    /// <summary>A comment segment; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether the pixels are Display P3 with that profile embedded, and not sRGB.</summary>
    public bool WideGamut { get; init; }

    /// <summary>Whether a small preview is embedded as cameras do.</summary>
    public bool HasThumbnail { get; init; }

    /// <summary>How much of the file is kept, 0 to 1: below 1 it is cut short, as by an interrupted copy.</summary>
    public double Kept { get; init; } = 1;
}
