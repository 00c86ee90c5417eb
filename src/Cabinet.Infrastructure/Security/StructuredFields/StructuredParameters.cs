namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>The parameters of an item or inner list, in order (RFC 9651, section 3.1.2). Keys are unique.</summary>
internal sealed class StructuredParameters(IReadOnlyList<KeyValuePair<string, BareItem>> entries)
{
    internal static StructuredParameters Empty { get; } = new([]);

    internal IReadOnlyList<KeyValuePair<string, BareItem>> Entries => entries;
}
