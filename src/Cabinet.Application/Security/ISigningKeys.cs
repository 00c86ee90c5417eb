using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>
/// Signs with the ring's signing keys (Ed25519, RFC 8032), and names their public halves. A private key never leaves
/// the implementation.
/// </summary>
/// <remarks>
/// A tenant that has a key of its own for a purpose signs with it, any other with the installation's. Safe for any
/// number of threads; nothing here waits for the store.
/// </remarks>
public interface ISigningKeys
{
    /// <summary>Signs exactly these bytes with the active version of a purpose.</summary>
    /// <param name="purpose">One of <see cref="KeyPurposes"/> whose kind is <see cref="KeyKind.Signing"/>.</param>
    /// <param name="tenant">The tenant; empty for the installation.</param>
    /// <param name="data">What to sign.</param>
    /// <exception cref="ArgumentException">Keys of this purpose don't sign.</exception>
    /// <exception cref="KeyRingException">The ring isn't open, or has no active key for the purpose.</exception>
    KeySignature Sign(string purpose, string tenant, ReadOnlySpan<byte> data);

    /// <summary>
    /// The public halves of all versions of a purpose, oldest first: those not yet active, which can be handed out before
    /// they sign, and destroyed ones too, so that what they signed can still be verified.
    /// </summary>
    /// <param name="purpose">As for <see cref="Sign"/>.</param>
    /// <param name="tenant">
    /// Whose keys, exactly: unlike <see cref="Sign"/>, this doesn't fall back on the installation's.
    /// </param>
    /// <exception cref="ArgumentException">Keys of this purpose don't sign.</exception>
    /// <exception cref="KeyRingException">The ring isn't open.</exception>
    IReadOnlyList<PublicKeyVersion> ListPublicKeys(string purpose, string tenant);
}
