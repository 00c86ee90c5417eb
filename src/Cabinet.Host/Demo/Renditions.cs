using Cabinet.Application.Integrations.Photos;

namespace Cabinet.Host.Demo;

/// <summary>The renditions that the demo makes of each photograph.</summary>
internal static class Renditions
{
    /// <summary>From large to small.</summary>
    public static IReadOnlyList<RenditionSpec> All { get; } =
    [
        new("large", 1600, RenditionFormat.Jpeg),
        new("medium", 800, RenditionFormat.Jpeg),
        new("small", 320, RenditionFormat.Jpeg),
    ];

    /// <summary>The ending of a rendition's file name.</summary>
    public const string Ending = "jpg";
}
