namespace Cabinet.Application.Integrations.Photos;

/// <summary>How much an adapter takes on: the bounds of one photograph and of all that are in work.</summary>
/// <remarks>
/// A photograph in work takes 4 to 8 bytes of memory a pixel, and up to 16 while a rendition of its full size is
/// written. The worst case is <see cref="MaximumPixels"/> x 16 x <see cref="MaximumParallel"/> bytes: 6.4 GB with the
/// defaults, and 0.4 GB where photographs of at most 24 megapixels are taken one at a time.
/// </remarks>
public sealed record PhotoLimits
{
    /// <summary>The largest file accepted, in bytes. Default 64 MiB; 1 KiB to 1 GiB.</summary>
    public int MaximumBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The largest width x height accepted. Default 100 million (a 100-megapixel camera); 1 to 1,000
    /// million.</summary>
    public long MaximumPixels { get; init; } = 100_000_000;

    /// <summary>How many frames or pages a file may hold; the first is used. Default 16 (a phone's burst, a scan with
    /// its previews); 1 to 10,000.</summary>
    public int MaximumFrames { get; init; } = 16;

    /// <summary>How many photographs are in work at once; further callers wait. Default 4; 1 to 256.</summary>
    public int MaximumParallel { get; init; } = 4;

    /// <summary>Checks every limit against its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its range; the message names it.</exception>
    public void Validate()
    {
        Require(MaximumBytes, 1024, 1024 * 1024 * 1024, nameof(MaximumBytes));
        Require(MaximumPixels, 1, 1_000_000_000, nameof(MaximumPixels));
        Require(MaximumFrames, 1, 10_000, nameof(MaximumFrames));
        Require(MaximumParallel, 1, 256, nameof(MaximumParallel));
    }

    private static void Require(long value, long least, long most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {least} and {most}.");
    }
}
