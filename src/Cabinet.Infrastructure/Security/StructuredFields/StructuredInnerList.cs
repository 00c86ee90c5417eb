namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>Items between parentheses, and the parameters of the whole (RFC 9651, section 3.1.1).</summary>
internal sealed record StructuredInnerList(IReadOnlyList<StructuredItem> Items, StructuredParameters Parameters)
    : StructuredMember(Parameters);
