using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>
/// Refuses, from this commit on, every write set that brings content under this version, or allows them again.
/// </summary>
/// <remarks>
/// Refused with <see cref="Refusal.KeyChanged"/> unless the version is retired. Every later write set, whichever process
/// commits it, that carries content sealed under a fenced or destroyed version is refused with
/// <see cref="Refusal.KeyFenced"/>. The store raises the ring's revision by 1.
/// </remarks>
/// <param name="Version">Which version.</param>
/// <param name="IsFenced">Whether to refuse or to allow again.</param>
public sealed record FenceKeyVersion(SealedUnder Version, bool IsFenced) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
