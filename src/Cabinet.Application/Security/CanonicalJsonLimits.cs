namespace Cabinet.Application.Security;

/// <summary>How much JSON is canonicalised at once.</summary>
public static class CanonicalJsonLimits
{
    /// <summary>
    /// The most bytes a text may have: 16 MiB. The canonical form can be longer (<c>1e20</c> becomes 21 digits), but
    /// never more than six times as long.
    /// </summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The most arrays and objects that may lie within each other: 64.</summary>
    public const int MaxDepth = 64;
}
