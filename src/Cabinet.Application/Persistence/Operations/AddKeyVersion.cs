using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Adds a version to the key ring.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.KeyExists"/> when this version of the key exists, or when it would be a second
/// active version for its purpose and tenant. The store raises the ring's revision by 1 and stamps the version with it.
/// </remarks>
/// <param name="Key">The version; its key material is wrapped.</param>
public sealed record AddKeyVersion(KeyVersionRecord Key) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
