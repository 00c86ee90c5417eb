using Cabinet.Application.Security.Signatures;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security.Tokens;

/// <summary>Signs and verifies tokens with the ring's own keys, those of <see cref="KeyPurposes.Token"/>.</summary>
/// <remarks>Safe for any number of threads.</remarks>
public interface IRingTokenKeys
{
    /// <inheritdoc cref="IRingMessageKeys.FindActive"/>
    RingSigningKey FindActive(string tenant = "");

    /// <inheritdoc cref="IRingMessageKeys.Lookup"/>
    VerificationKeyLookup Lookup(string tenant = "");
}
