namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>A bare item and its parameters (RFC 9651, section 3.3).</summary>
internal sealed record StructuredItem(BareItem Value, StructuredParameters Parameters) : StructuredMember(Parameters);
