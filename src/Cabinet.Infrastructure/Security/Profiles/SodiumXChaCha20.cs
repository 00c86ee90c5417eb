using NSec.Cryptography;

namespace Cabinet.Infrastructure.Security.Profiles;

/// <summary>
/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) by libsodium: as fast and as even in time without AES instructions as
/// with them, and safe for many threads.
/// </summary>
/// <remarks>The key lies in libsodium's guarded memory; importing it costs about 20 µs.</remarks>
internal sealed class SodiumXChaCha20(ReadOnlySpan<byte> key) : IAead
{
    private readonly Key key =
        Key.Import(AeadAlgorithm.XChaCha20Poly1305, key, KeyBlobFormat.RawSymmetricKey);

    public int NonceSize => AeadAlgorithm.XChaCha20Poly1305.NonceSize;

    public void Seal(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext,
        Span<byte> ciphertextAndTag) =>
        AeadAlgorithm.XChaCha20Poly1305.Encrypt(this.key, nonce, associatedData, plaintext, ciphertextAndTag);

    public bool TryOpen(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> ciphertextAndTag,
        Span<byte> plaintext) =>
        AeadAlgorithm.XChaCha20Poly1305.Decrypt(this.key, nonce, associatedData, ciphertextAndTag, plaintext);

    public void Dispose() => this.key.Dispose();
}
