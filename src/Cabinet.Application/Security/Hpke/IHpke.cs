namespace Cabinet.Application.Security.Hpke;

/// <summary>
/// Hybrid public key encryption (RFC 9180): seals for whoever holds a private key, in all four modes, and derives
/// secrets that both sides share.
/// </summary>
/// <remarks>
/// Guarantees of every implementation:
/// <list type="bullet">
/// <item>The suite is the key's; nothing in a message chooses an algorithm (guarantee 7).</item>
/// <item>A message opens only whole, unchanged, in its place, under the same key, mode, info and associated data;
/// refusals look alike.</item>
/// <item>Public keys that give no secret (points of low order, off the curve) are refused on both sides.</item>
/// <item>Every context has an ephemeral key of its own, wiped before the context is handed out.</item>
/// <item>Safe for any number of threads.</item>
/// </list>
/// What RFC 9180 doesn't give: forward secrecy when the recipient's key is lost, and protection against the replay of a
/// whole conversation (put a nonce into the plaintext). In the modes with a sender's key, whoever steals the
/// <em>recipient's</em> key can pose as any sender towards that recipient.
/// </remarks>
public interface IHpke
{
    /// <summary>
    /// The most bytes of info, associated data, exporter context, pre-shared key or its id, and key material: 64 KiB.
    /// </summary>
    const int MaximumInputSize = 64 * 1024;

    /// <summary>The most bytes of plaintext in one message: 16 MiB.</summary>
    const int MaximumPlaintextSize = 16 * 1024 * 1024;

    /// <summary>The most messages that one context seals or opens: 2^32.</summary>
    const long MaximumMessages = 1L << 32;

    /// <summary>Makes a key pair from the operating system's randomness.</summary>
    /// <exception cref="ArgumentException">The suite isn't known.</exception>
    IHpkePrivateKey GenerateKey(HpkeSuite suite);

    /// <summary>
    /// Makes the key pair that this material always gives (DeriveKeyPair of RFC 9180, section 7.1.3).
    /// </summary>
    /// <param name="suite">What the key shall serve.</param>
    /// <param name="inputKeyMaterial">
    /// A secret of 32 to <see cref="MaximumInputSize"/> bytes, as unpredictable as 32 random ones, that is used for
    /// nothing else.
    /// </param>
    /// <exception cref="ArgumentException">The suite isn't known, or the length is out of range.</exception>
    IHpkePrivateKey DeriveKey(HpkeSuite suite, ReadOnlySpan<byte> inputKeyMaterial);

    /// <summary>Takes over a serialised private key of 32 bytes (RFC 9180, section 7.1.2).</summary>
    /// <exception cref="ArgumentException">The suite isn't known, or the bytes are no private key of it.</exception>
    IHpkePrivateKey ImportKey(HpkeSuite suite, ReadOnlySpan<byte> privateKey);

    /// <summary>Sets up the sender's side, with a fresh ephemeral key.</summary>
    /// <returns>The context, or null when no secret can be agreed on with the recipient's public key.</returns>
    /// <exception cref="ArgumentException">
    /// The info is too long, or the sender's key is of another suite, or of another implementation.
    /// </exception>
    IHpkeSenderContext? TrySetUpSender(HpkeSenderSetup setup);

    /// <summary>Sets up the recipient's side. That it succeeds proves nothing; only opening does.</summary>
    /// <returns>
    /// The context, or null when no secret can be agreed on with the encapsulation or the sender's public key.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The info is too long, the sender's key is of another suite, or the recipient's of another implementation.
    /// </exception>
    IHpkeRecipientContext? TrySetUpRecipient(HpkeRecipientSetup setup);

    /// <summary>Seals one message under a context of its own.</summary>
    /// <returns>The message, or null when no secret can be agreed on with the recipient's public key.</returns>
    /// <inheritdoc cref="IHpkeSenderContext.Seal"/>
    HpkeMessage? TrySeal(HpkeSenderSetup setup, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext);

    /// <summary>Opens the one message of a context of its own.</summary>
    /// <returns>The plaintext, or <see cref="OpenRefusal.Unreadable"/> whatever the cause.</returns>
    /// <exception cref="ArgumentException">As for <see cref="TrySetUpRecipient"/>.</exception>
    OpenResult Open(
        HpkeRecipientSetup setup, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext);
}
