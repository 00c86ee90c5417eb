namespace Cabinet.Samples.MakeSamples.Metadata;

/// <summary>What a camera or a telephone writes about a picture. All of it is invented.</summary>
internal sealed record CameraData
{
    /// <summary>The EXIF orientation, 1 to 8.</summary>
    public int Orientation { get; init; } = 1;

    public string? Make { get; init; }

    public string? Model { get; init; }

    /// <summary>Degrees north and east; null for a camera without a receiver.</summary>
    public (double North, double East)? Position { get; init; }

    /// <summary>What the maker note gives away, such as a serial number and an owner.</summary>
    public string? MakerNote { get; init; }

    public string? Artist { get; init; }

    public string? Description { get; init; }

    /// <summary>When it was taken, as EXIF writes it.</summary>
    public string Taken { get; init; } = "2024:06:21 20:14:05";

    /// <summary>A small JPEG that shows the picture, as cameras embed it.</summary>
    public byte[]? Thumbnail { get; init; }
}
