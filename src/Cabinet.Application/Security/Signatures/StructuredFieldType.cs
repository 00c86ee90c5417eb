namespace Cabinet.Application.Security.Signatures;

/// <summary>What a structured field's value is as a whole (RFC 9651, section 3).</summary>
public enum StructuredFieldType
{
    /// <summary>A single item.</summary>
    Item = 0,

    /// <summary>A list.</summary>
    List = 1,

    /// <summary>A dictionary.</summary>
    Dictionary = 2,
}
