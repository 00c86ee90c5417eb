namespace Cabinet.Application.Integrations.Pages;

/// <summary>How large and how intricate a page may be. Each limit bounds memory, time or the stack.</summary>
/// <remarks>A page in work takes up to about 50 times its size in memory, so 400 MB at worst by default.</remarks>
public sealed record PageLimits
{
    /// <summary>The largest page accepted, in bytes. Default 8 MiB; 1 KiB to 64 MiB.</summary>
    public int MaximumBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How deep elements may be nested, the root counting as 1. Default 512, as in browsers; 16 to
    /// 2,048.</summary>
    public int MaximumDepth { get; init; } = 512;

    /// <summary>How many elements a page may have. Default 200,000; 16 to 2 million.</summary>
    public int MaximumElements { get; init; } = 200_000;

    /// <summary>How many attributes one element may have. Default 256; 16 to 4,096.</summary>
    public int MaximumAttributes { get; init; } = 256;

    /// <summary>How many microdata items may come out of a page; an item that several others refer to counts each time
    /// it is written out. Default 10,000; 1 to 1 million.</summary>
    public int MaximumItems { get; init; } = 10_000;

    /// <summary>How deep microdata items may be nested in each other. Default 32; 1 to 64.</summary>
    public int MaximumItemDepth { get; init; } = 32;

    /// <summary>How many characters all values that come out of a page may have together. Default 16 million; 1,024 to
    /// 256 million.</summary>
    public int MaximumExtractedCharacters { get; init; } = 16_000_000;

    /// <summary>How many characters one block of JSON-LD may have. A longer one is left out with a warning. Default 2
    /// million; 1,024 to 64 million.</summary>
    public int MaximumJsonLdCharacters { get; init; } = 2_000_000;

    /// <summary>How deep the values in a block of JSON-LD may be nested. A deeper block is left out with a warning.
    /// Default 64; 4 to 256.</summary>
    public int MaximumJsonLdDepth { get; init; } = 64;

    /// <summary>How many warnings are kept; the last one says how many more there were. Default 100; 1 to
    /// 10,000.</summary>
    public int MaximumWarnings { get; init; } = 100;

    /// <summary>Checks every limit against its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its range; the message names it.</exception>
    public void Validate()
    {
        Require(MaximumBytes, 1024, 64 * 1024 * 1024, nameof(MaximumBytes));
        Require(MaximumDepth, 16, 2_048, nameof(MaximumDepth));
        Require(MaximumElements, 16, 2_000_000, nameof(MaximumElements));
        Require(MaximumAttributes, 16, 4_096, nameof(MaximumAttributes));
        Require(MaximumItems, 1, 1_000_000, nameof(MaximumItems));
        Require(MaximumItemDepth, 1, 64, nameof(MaximumItemDepth));
        Require(MaximumExtractedCharacters, 1_024, 256_000_000, nameof(MaximumExtractedCharacters));
        Require(MaximumJsonLdCharacters, 1_024, 64_000_000, nameof(MaximumJsonLdCharacters));
        Require(MaximumJsonLdDepth, 4, 256, nameof(MaximumJsonLdDepth));
        Require(MaximumWarnings, 1, 10_000, nameof(MaximumWarnings));
    }

    private static void Require(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {least} and {most}.");
    }
}
