namespace Cabinet.Application.Integrations.Pages;

/// <summary>Why a page was not read: a closed set, the same for every adapter.</summary>
public enum PageErrorKind
{
    /// <summary>The content is no web page: it is empty, binary, or has no markup. Trying again is useless.</summary>
    NotAPage = 0,

    /// <summary>The page has more bytes than <see cref="PageLimits.MaximumBytes"/>, or more text comes out of it than
    /// <see cref="PageLimits.MaximumExtractedCharacters"/>. Trying again is useless until they change.</summary>
    TooLarge = 1,

    /// <summary>Elements or items are nested deeper than the <see cref="PageLimits"/> allow. Trying again is useless
    /// until they change.</summary>
    TooDeep = 2,

    /// <summary>The page has more elements, attributes, items or references than the <see cref="PageLimits"/> allow.
    /// Trying again is useless until they change.</summary>
    TooComplex = 3,

    /// <summary>The page declares a character encoding that this adapter can't read, and it isn't UTF-8 either. Trying
    /// again with the same adapter is useless; another adapter may do.</summary>
    UnreadableEncoding = 4,

    /// <summary>The adapter failed for a reason that isn't known to lie in the page. Trying again may help.</summary>
    ParsingFailed = 5,
}
