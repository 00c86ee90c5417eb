namespace Cabinet.Application.Security.Signatures;

/// <summary>
/// Finds the key of exactly this id: no other spelling, no other case, no key that is merely likely.
/// </summary>
/// <param name="keyId">
/// The id that the message states, 1 to 256 characters of printable ASCII. Nothing vouches for it yet.
/// </param>
/// <param name="cancellationToken">Ends the lookup.</param>
/// <returns>The key, which stays the lookup's (the verifier doesn't dispose it); null when there is none.</returns>
public delegate ValueTask<IVerificationKey?> VerificationKeyLookup(string keyId, CancellationToken cancellationToken);
