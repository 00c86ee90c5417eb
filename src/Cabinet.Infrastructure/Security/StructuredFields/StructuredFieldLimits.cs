namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>
/// What the parser refuses for its size (guarantee 13). All are at or above what RFC 9651 asks a parser to support.
/// </summary>
internal static class StructuredFieldLimits
{
    /// <summary>The characters of a whole field, its lines joined.</summary>
    internal const int Length = 64 * 1024;

    /// <summary>The members of a list or dictionary.</summary>
    internal const int Members = 1024;

    /// <summary>The items of an inner list.</summary>
    internal const int InnerItems = 256;

    /// <summary>The parameters of one item or inner list.</summary>
    internal const int Parameters = 256;
}
