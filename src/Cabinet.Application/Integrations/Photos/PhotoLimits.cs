namespace Cabinet.Application.Integrations.Photos;

/// <summary>How much an adapter takes on: the bounds of one photograph, and of all that are worked on at once.</summary>
/// <remarks>
/// A photograph in work takes up to about 8 bytes of memory a pixel, so the worst case is
/// <see cref="MaximumPixels"/> x 8 x <see cref="MaximumParallel"/> bytes: 3.2 GB with the defaults, and 64 MB for two
/// photographs of 4 megapixels.
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

    /// <summary>How many photographs are worked on at once; more callers wait their turn. Default 4; 1 to 256.</summary>
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
