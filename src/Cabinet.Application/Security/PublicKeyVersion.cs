using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>The public half of a key version.</summary>
/// <remarks>
/// The ring proves it against the private half while there is one. That of a destroyed version stands in the store
/// unproven: whoever relies on it compares it with a copy that was exported while the version lived.
/// </remarks>
/// <param name="Version">Which version.</param>
/// <param name="Purpose">What the key is for.</param>
/// <param name="Tenant">Whose it is; empty for the installation's.</param>
/// <param name="State">Where the version is in its life.</param>
/// <param name="PublicKey">32 bytes: an Ed25519 public key (RFC 8032) or an X25519 one (RFC 7748).</param>
public sealed record PublicKeyVersion(
    SealedUnder Version, string Purpose, string Tenant, KeyState State, ReadOnlyMemory<byte> PublicKey);
