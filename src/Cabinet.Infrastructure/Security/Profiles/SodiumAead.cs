using NSec.Cryptography;

namespace Cabinet.Infrastructure.Security.Profiles;

/// <summary>An AEAD of libsodium: the fastest for small messages, and safe for many threads.</summary>
/// <remarks>
/// The key lies in libsodium's guarded memory. Importing it costs about 20 µs, so it serves keys that see many messages.
/// </remarks>
internal sealed class SodiumAead : IAead
{
    private readonly AeadAlgorithm algorithm;
    private readonly Key key;

    private SodiumAead(AeadAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        this.algorithm = algorithm;
        this.key = Key.Import(algorithm, key, KeyBlobFormat.RawSymmetricKey);
    }

    /// <summary>Whether this machine's processor has what libsodium's AES-256-GCM needs.</summary>
    internal static bool HasAesGcm => Aes256Gcm.IsSupported;

    public int NonceSize => this.algorithm.NonceSize;

    /// <summary>AES-256-GCM, where <see cref="HasAesGcm"/>.</summary>
    internal static SodiumAead AesGcm(ReadOnlySpan<byte> key) => new(AeadAlgorithm.Aes256Gcm, key);

    /// <summary>ChaCha20-Poly1305 (RFC 8439).</summary>
    internal static SodiumAead ChaCha20Poly1305(ReadOnlySpan<byte> key) => new(AeadAlgorithm.ChaCha20Poly1305, key);

    /// <summary>
    /// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): as fast and as even in time without AES instructions as with them.
    /// </summary>
    internal static SodiumAead XChaCha20Poly1305(ReadOnlySpan<byte> key) => new(AeadAlgorithm.XChaCha20Poly1305, key);

    public void Seal(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext,
        Span<byte> ciphertextAndTag) =>
        this.algorithm.Encrypt(this.key, nonce, associatedData, plaintext, ciphertextAndTag);

    public bool TryOpen(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> ciphertextAndTag,
        Span<byte> plaintext) =>
        this.algorithm.Decrypt(this.key, nonce, associatedData, ciphertextAndTag, plaintext);

    public void Dispose() => this.key.Dispose();
}
