using Cabinet.Domain.Security;

namespace Cabinet.Application.Security.Signatures;

/// <summary>Signs and verifies HTTP messages with the ring's own keys, those of <see cref="KeyPurposes.HttpSignature"/>.</summary>
/// <remarks>Safe for any number of threads.</remarks>
public interface IRingMessageKeys
{
    /// <summary>The key that signs now.</summary>
    /// <param name="tenant">The tenant, whose own key wins over the installation's; empty for the installation.</param>
    /// <exception cref="KeyRingException">
    /// The ring isn't open, or has no active key of that purpose: make one with <c>cabinet keys rotate</c>.
    /// </exception>
    RingSigningKey FindActive(string tenant = "");

    /// <summary>
    /// Finds the public half of exactly the version that a key id states, while it is active or retired: so what was
    /// signed before a rotation still verifies, and what a pending or destroyed version signed doesn't.
    /// </summary>
    /// <param name="tenant">Whose keys, exactly.</param>
    VerificationKeyLookup Lookup(string tenant = "");
}
