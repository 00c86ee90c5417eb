using System.Security.Cryptography;
using Cabinet.Infrastructure.Security.Envelopes;

namespace Cabinet.Infrastructure.Security.Profiles;

/// <summary>
/// One whole suite of algorithms behind one byte. The byte comes from the key's record, never from a message.
/// </summary>
/// <remarks>To add a suite, add a subclass and name it in <see cref="Find"/>: there is no negotiation.</remarks>
internal abstract class CryptographicProfile
{
    /// <summary>Profile 1: AES-256-GCM and HKDF-SHA-512.</summary>
    internal static readonly CryptographicProfile AesGcm = new AesGcmProfile();

    /// <summary>Profile 2: XChaCha20-Poly1305 and HKDF-SHA-512, for processors without AES instructions.</summary>
    internal static readonly CryptographicProfile XChaCha20 = new XChaCha20Profile();

    /// <summary>What the root key wraps with, and what a new key has where nothing else was said.</summary>
    internal static CryptographicProfile Default => AesGcm;

    /// <summary>The byte that names the suite; never 0.</summary>
    internal abstract byte Number { get; }

    /// <summary>The bytes of a nonce: 12 or 24.</summary>
    internal abstract int NonceSize { get; }

    /// <summary>The bytes of an envelope's header: all profiles' differ by the nonce alone.</summary>
    internal int HeaderSize => EnvelopeFormat.PrefixSize + NonceSize;

    /// <summary>The profile of that number, or null: an unknown one is refused.</summary>
    internal static CryptographicProfile? Find(byte number) => number switch
    {
        1 => AesGcm,
        2 => XChaCha20,
        _ => null,
    };

    /// <summary>
    /// Derives from a secret, a salt and a purpose as many bytes as the destination has; whoever finds two inputs with
    /// the same 32 bytes or more has broken the hash.
    /// </summary>
    internal virtual void Derive(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> destination) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA512, secret, destination, salt, info);

    /// <summary>The cipher for a key that serves many messages on many threads.</summary>
    internal abstract IAead CreateShared(ReadOnlySpan<byte> key);

    /// <summary>The cipher for a key that serves one message, on one thread at a time.</summary>
    internal abstract IAead CreateSingleThread(ReadOnlySpan<byte> key);

    private sealed class AesGcmProfile : CryptographicProfile
    {
        internal override byte Number => 1;

        internal override int NonceSize => 12;

        internal override IAead CreateShared(ReadOnlySpan<byte> key) =>
            SodiumAead.HasAesGcm ? SodiumAead.AesGcm(key) : new PlatformAesGcm(key);

        internal override IAead CreateSingleThread(ReadOnlySpan<byte> key) => new SingleThreadAesGcm(key);
    }

    private sealed class XChaCha20Profile : CryptographicProfile
    {
        internal override byte Number => 2;

        internal override int NonceSize => 24;

        internal override IAead CreateShared(ReadOnlySpan<byte> key) => SodiumAead.XChaCha20Poly1305(key);

        internal override IAead CreateSingleThread(ReadOnlySpan<byte> key) => SodiumAead.XChaCha20Poly1305(key);
    }
}
