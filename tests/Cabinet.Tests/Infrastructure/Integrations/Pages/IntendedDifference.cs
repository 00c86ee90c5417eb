namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>A place where Cabinet differs from extruct on purpose.</summary>
/// <param name="File">The page.</param>
/// <param name="Path">The section and the path in it.</param>
/// <param name="Reason">Why Cabinet is right.</param>
internal sealed record IntendedDifference(string File, string Path, string Reason)
{
    private const string HyphenatedPrefix =
        "extruct's pattern for prefixes stops at a hyphen; RDFa 1.1 prefixes (NCName) may have one, and the page's "
        + "og:type uses the whole prefix";

    public static readonly IReadOnlyList<IntendedDifference> All =
    [
        new("songkick_elysianfields.html", "opengraph[0].namespace.concerts", HyphenatedPrefix),
        new("songkick_elysianfields.html", "opengraph[0].namespace.songkick-concerts", HyphenatedPrefix),
        new("songkick_tovestyrke.html", "opengraph[0].namespace.concerts", HyphenatedPrefix),
        new("songkick_tovestyrke.html", "opengraph[0].namespace.songkick-concerts", HyphenatedPrefix),
    ];
}
