namespace Cabinet.Infrastructure.Security.Profiles;

/// <summary>Authenticated encryption under one key that was given at construction. Disposing wipes the key.</summary>
internal interface IAead : IDisposable
{
    /// <summary>The bytes of a nonce.</summary>
    int NonceSize { get; }

    /// <summary>Encrypts, and writes ciphertext and tag into a destination that is exactly as long as both.</summary>
    void Seal(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext,
        Span<byte> ciphertextAndTag);

    /// <summary>
    /// Verifies and decrypts into a destination that is exactly as long as the plaintext. False when it doesn't verify;
    /// then the destination holds nothing of the plaintext.
    /// </summary>
    bool TryOpen(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> ciphertextAndTag,
        Span<byte> plaintext);
}
