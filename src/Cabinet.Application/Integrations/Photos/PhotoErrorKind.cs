namespace Cabinet.Application.Integrations.Photos;

/// <summary>Why a photograph gave no image: a closed set, the same for every adapter.</summary>
public enum PhotoErrorKind
{
    /// <summary>The content is no photograph, or one in a format that this adapter doesn't read. Trying again with the
    /// same adapter is useless; another adapter may do.</summary>
    UnsupportedFormat = 0,

    /// <summary>The photograph is damaged, cut short or empty. Trying again is useless everywhere.</summary>
    CorruptImage = 1,

    /// <summary>The photograph exceeds one of the <see cref="PhotoLimits"/>. Trying again is useless until they
    /// change.</summary>
    TooLarge = 2,

    /// <summary>The adapter failed for a reason that isn't known to lie in the photograph. Trying again may
    /// help.</summary>
    ProcessingFailed = 3,
}
