using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>A single value of a structured field (RFC 9651, section 3.3): a closed set of eight kinds.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of a closed set stand inside it.")]
[SuppressMessage("Naming", "CA1720", Justification = "The kinds bear the names that the RFC gives them.")]
internal abstract record BareItem
{
    private BareItem()
    {
    }

    /// <summary>A whole number of up to 15 digits.</summary>
    internal sealed record Integer(long Value) : BareItem;

    /// <summary>A number of up to 12 digits before and 3 after the point.</summary>
    internal sealed record Decimal(decimal Value) : BareItem;

    /// <summary>Printable ASCII in quotes.</summary>
    internal sealed record String(string Value) : BareItem;

    /// <summary>A bare word.</summary>
    internal sealed record Token(string Value) : BareItem;

    /// <summary>Bytes, written as Base64 between colons.</summary>
    internal sealed record Bytes(ReadOnlyMemory<byte> Value) : BareItem
    {
        public bool Equals(Bytes? other) => other is not null && Value.Span.SequenceEqual(other.Value.Span);

        public override int GetHashCode() => Value.Length;
    }

    /// <summary><c>?1</c> or <c>?0</c>.</summary>
    internal sealed record Boolean(bool Value) : BareItem;

    /// <summary>Seconds since 1970, of up to 15 digits; it isn't limited to what a calendar type holds.</summary>
    internal sealed record Date(long Seconds) : BareItem;

    /// <summary>Unicode text without unpaired surrogates.</summary>
    internal sealed record DisplayString(string Value) : BareItem;
}
