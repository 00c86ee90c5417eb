using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Application.Security;

/// <summary>What canonicalising gave: the canonical bytes, or a refusal; never both, never neither.</summary>
/// <remarks>A value that was never set is a refusal, so that forgetting to set it fails closed.</remarks>
public readonly struct CanonicalJsonResult
{
    private readonly byte[]? canonical;
    private readonly CanonicalJsonRefusal refusal;

    private CanonicalJsonResult(byte[]? canonical, CanonicalJsonRefusal refusal)
    {
        this.canonical = canonical;
        this.refusal = refusal;
    }

    /// <summary>Whether there is a canonical form.</summary>
    [MemberNotNullWhen(true, nameof(Canonical))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsCanonical => this.canonical is not null;

    /// <summary>The canonical form in UTF-8, in an array of the caller's own; null when refused.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "The array was made for this caller alone.")]
    public byte[]? Canonical => this.canonical;

    /// <summary>Why there is none; null when there is one.</summary>
    public CanonicalJsonRefusal? Refusal => this.canonical is null ? this.refusal : null;

    /// <summary>There is a canonical form.</summary>
    /// <param name="canonical">The bytes, which from now on belong to whoever gets the result.</param>
    public static CanonicalJsonResult Of(byte[] canonical)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        return new CanonicalJsonResult(canonical, default);
    }

    /// <summary>There is none.</summary>
    public static CanonicalJsonResult Refused(CanonicalJsonRefusal refusal) => new(null, refusal);

    /// <summary>Says how many bytes or why not; never the bytes.</summary>
    public override string ToString() =>
        this.canonical is null ? $"Refused({this.refusal})" : $"Canonical({this.canonical.Length} bytes)";
}
