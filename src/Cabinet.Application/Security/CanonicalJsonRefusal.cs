namespace Cabinet.Application.Security;

/// <summary>Why a text has no canonical form. For the record of a decision, never for whoever sent the text.</summary>
public enum CanonicalJsonRefusal
{
    /// <summary>
    /// It isn't one JSON value by RFC 8259 and nothing else; a byte order mark or a second value make it so too.
    /// </summary>
    Malformed,

    /// <summary>It isn't UTF-8.</summary>
    InvalidUtf8,

    /// <summary>A string has an escaped surrogate without its other half.</summary>
    LoneSurrogate,

    /// <summary>An object has two members of the same name.</summary>
    DuplicateMember,

    /// <summary>A number is too large for a double.</summary>
    NumberOutOfRange,

    /// <summary>It is nested deeper than <see cref="CanonicalJsonLimits.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>It has more than <see cref="CanonicalJsonLimits.MaxBytes"/> bytes.</summary>
    TooLarge,
}
