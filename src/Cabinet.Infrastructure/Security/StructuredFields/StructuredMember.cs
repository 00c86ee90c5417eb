namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>A member of a list or of a dictionary: an item or an inner list, with parameters either way.</summary>
internal abstract record StructuredMember(StructuredParameters Parameters);
