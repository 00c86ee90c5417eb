namespace Cabinet.Domain.Integrations;

/// <summary>What served a result: the adapter's name and the version of the technology behind it.</summary>
/// <remarks>
/// Every result of an integration carries one, so that a reader of stored results can tell which of them a fallback
/// made and which were made by a version that is known to be wrong. Two results that ought to be bit-for-bit equal are
/// only comparable when their provenance is equal.
/// </remarks>
/// <param name="Adapter">The adapter's stable name in lower case, such as <c>libvips</c>.</param>
/// <param name="Version">The version that ran, as the technology reports it at runtime, such as <c>8.18.7</c>.</param>
public readonly record struct Provenance(string Adapter, string Version)
{
    /// <summary>The name and the version with a space between them, such as <c>libvips 8.18.7</c>.</summary>
    public override string ToString() => $"{Adapter} {Version}";
}
