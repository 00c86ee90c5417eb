using Cabinet.Infrastructure.Security.Profiles;
using NSec.Cryptography;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>ChaCha20-Poly1305 (RFC 8439) by libsodium.</summary>
internal sealed class SodiumChaCha20Poly1305(ReadOnlySpan<byte> key) : IAead
{
    private readonly Key key = Key.Import(AeadAlgorithm.ChaCha20Poly1305, key, KeyBlobFormat.RawSymmetricKey);

    public int NonceSize => AeadAlgorithm.ChaCha20Poly1305.NonceSize;

    public void Seal(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext,
        Span<byte> ciphertextAndTag) =>
        AeadAlgorithm.ChaCha20Poly1305.Encrypt(this.key, nonce, associatedData, plaintext, ciphertextAndTag);

    public bool TryOpen(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> ciphertextAndTag,
        Span<byte> plaintext) =>
        AeadAlgorithm.ChaCha20Poly1305.Decrypt(this.key, nonce, associatedData, ciphertextAndTag, plaintext);

    public void Dispose() => this.key.Dispose();
}
