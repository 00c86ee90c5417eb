using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Replaces a version's wrapped key by the same key under another root key.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.KeyChanged"/> unless the stored wrapped key is exactly the expected one. The store
/// raises the ring's revision by 1 and stamps the version with it.
/// </remarks>
/// <param name="Version">Which version.</param>
/// <param name="Expected">The wrapped key as it was read.</param>
/// <param name="Replacement">The wrapped key that takes its place. At most 512 bytes.</param>
public sealed record ReplaceWrappedKey(
    SealedUnder Version, ReadOnlyMemory<byte> Expected, ReadOnlyMemory<byte> Replacement) : WriteOperation
{
    /// <summary>Which version, and no bytes.</summary>
    public override string ToString() => $"ReplaceWrappedKey {{ Version = {Version} }}";

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
