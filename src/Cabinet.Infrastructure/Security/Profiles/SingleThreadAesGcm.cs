using System.Security.Cryptography;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Profiles;

/// <summary>
/// AES-256-GCM by the platform, for one thread: cheap to make, fast on long messages. It serves one message at a time.
/// </summary>
/// <remarks>
/// <see cref="AesGcm"/> is not safe for several threads: shared, it throws or, worse, seals what nobody can open.
/// </remarks>
internal sealed class SingleThreadAesGcm(ReadOnlySpan<byte> key) : IAead
{
    private readonly AesGcm cipher = new(key, TagSize);

    public int NonceSize => CryptographicProfile.AesGcm.NonceSize;

    public void Seal(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext,
        Span<byte> ciphertextAndTag) =>
        cipher.Encrypt(
            nonce, plaintext, ciphertextAndTag[..^TagSize], ciphertextAndTag[^TagSize..], associatedData);

    public bool TryOpen(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> ciphertextAndTag,
        Span<byte> plaintext)
    {
        try
        {
            cipher.Decrypt(
                nonce, ciphertextAndTag[..^TagSize], ciphertextAndTag[^TagSize..], plaintext, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => cipher.Dispose();
}
