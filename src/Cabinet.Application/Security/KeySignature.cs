using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>A signature, and the key version that made it.</summary>
/// <param name="Version">Which version signed.</param>
/// <param name="Signature">The signature: 64 bytes for Ed25519.</param>
public sealed record KeySignature(SealedUnder Version, ReadOnlyMemory<byte> Signature);
