using System.Security.Cryptography;

namespace Cabinet.Infrastructure.Security.Profiles;

/// <summary>
/// One whole suite of algorithms behind one byte. The byte comes from the key's record, never from a message.
/// </summary>
/// <remarks>To add a suite, add a subclass and list it in <see cref="Known"/>: there is no negotiation.</remarks>
internal abstract class CryptographicProfile
{
    private static readonly CryptographicProfile[] Known = [new AesGcmProfile()];

    /// <summary>What new keys are made for.</summary>
    internal static CryptographicProfile Default => Known[0];

    /// <summary>The byte that names the suite; never 0.</summary>
    internal abstract byte Number { get; }

    /// <summary>The profile of that number, or null: an unknown one is refused.</summary>
    internal static CryptographicProfile? Find(byte number) => Array.Find(Known, profile => profile.Number == number);

    /// <summary>
    /// Derives from a secret, a salt and a purpose as many bytes as the destination has; whoever finds two inputs with
    /// the same 32 bytes or more has broken the hash.
    /// </summary>
    internal abstract void Derive(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> destination);

    /// <summary>The cipher for a key that serves many messages on many threads.</summary>
    internal abstract IAead CreateShared(ReadOnlySpan<byte> key);

    /// <summary>The cipher for a key that serves one message, on one thread at a time.</summary>
    internal abstract IAead CreateSingleThread(ReadOnlySpan<byte> key);

    /// <summary>Profile 1: AES-256-GCM and HKDF-SHA-512.</summary>
    private sealed class AesGcmProfile : CryptographicProfile
    {
        internal override byte Number => 1;

        internal override void Derive(
            ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> destination) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA512, secret, destination, salt, info);

        internal override IAead CreateShared(ReadOnlySpan<byte> key) =>
            SodiumAesGcm.IsSupported ? new SodiumAesGcm(key) : new PlatformAesGcm(key);

        internal override IAead CreateSingleThread(ReadOnlySpan<byte> key) => new SingleThreadAesGcm(key);
    }
}
