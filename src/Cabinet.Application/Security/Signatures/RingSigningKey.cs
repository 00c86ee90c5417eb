namespace Cabinet.Application.Security.Signatures;

/// <summary>The ring's key that signs messages now, and the key id that the signature states.</summary>
/// <param name="KeyId">The key's id, a slash and its version, as operators see it.</param>
/// <param name="Key">
/// Signs while that version is the active one, and throws <see cref="KeyRingException"/> once another took its place: ask
/// anew for each message. It needs no disposal.
/// </param>
public sealed record RingSigningKey(string KeyId, ISigningKey Key);
