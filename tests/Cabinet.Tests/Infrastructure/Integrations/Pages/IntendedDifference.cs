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

    private const string TermByPrefix =
        "the prefix DCTERMS names the vocabulary of the terms, in which title is http://purl.org/dc/terms/title";

    private const string TimeWithoutInstant =
        "without a datetime attribute the value of time is its text (HTML Living Standard, 4.5.14)";

    private const string SeveralNames = "RDFa's property attribute may hold several names";

    public static readonly IReadOnlyList<IntendedDifference> All =
    [
        new("songkick_elysianfields.html", "opengraph[0].namespace.concerts", HyphenatedPrefix),
        new("songkick_elysianfields.html", "opengraph[0].namespace.songkick-concerts", HyphenatedPrefix),
        new("songkick_tovestyrke.html", "opengraph[0].namespace.concerts", HyphenatedPrefix),
        new("songkick_tovestyrke.html", "opengraph[0].namespace.songkick-concerts", HyphenatedPrefix),
    ];

    /// <summary>The same for the pages of <see cref="ExtructCorpusTests"/>.</summary>
    public static readonly IReadOnlyList<IntendedDifference> InCorpus =
    [
        new("shop", "microdata[0].properties.weight", "a td outside a table is no element by the HTML standard"),
        new("standard", "dublincore[0].elements[0].content", TermByPrefix),
        new("standard", "dublincore[0].elements[0].name", TermByPrefix),
        new("standard", "dublincore[0].elements[1]", TermByPrefix),
        new("standard", "dublincore[0].terms[0]", TermByPrefix),
        new("standard", "microdata[0].properties.startDate", TimeWithoutInstant),
        new("standard", "microdata[0].properties.endDate", TimeWithoutInstant),
        new("standard", "microdata[0].properties.url", "the page states a base; HTML resolves links against it"),
        new("standard", "microdata[2].properties.author", "an item may be a value of several others, whole each time"),
        new("standard", "microdata[3].properties.name", "an element that is found twice counts once"),
        new("standard", "microdata[4].properties.hint-input",
            "only a form control describes an input; the text of another element is its value and must not be lost"),
        new("standard", "opengraph[0].namespace.my-shop", HyphenatedPrefix),
        new("standard", "opengraph[0].namespace.shop", HyphenatedPrefix),
        new("standard", "opengraph[0].properties[1][0]", HyphenatedPrefix),
        new("standard", "opengraph[0].properties[1][1]", HyphenatedPrefix),
        new("standard", "opengraph[0].properties[2]",
            "og alone is no property; and pages that lose their head early have their Open Graph in the body"),
        new("standard", "opengraph[0].properties[3]", SeveralNames),
        new("standard", "opengraph[0].properties[4]", SeveralNames),
    ];
}
