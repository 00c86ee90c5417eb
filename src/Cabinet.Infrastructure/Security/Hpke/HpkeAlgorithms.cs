using System.Buffers.Binary;
using System.Security.Cryptography;
using Cabinet.Application.Security.Hpke;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>What a suite's numbers stand for.</summary>
internal static class HpkeAlgorithms
{
    /// <summary>Bytes of an AEAD's nonce: the same for all of them.</summary>
    internal const int NonceSize = 12;

    /// <summary>Bytes of an AEAD's tag: the same for all of them.</summary>
    internal const int TagSize = 16;

    /// <summary>The KEM's own key derivation; both KEMs have HKDF-SHA256.</summary>
    internal static LabeledHkdf KemHkdf(HpkeKem kem)
    {
        byte[] id = [.. "KEM"u8, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(id.AsSpan(3), (ushort)kem);
        return new LabeledHkdf(HashAlgorithmName.SHA256, SHA256.HashSizeInBytes, id);
    }

    /// <summary>The suite's key derivation.</summary>
    internal static LabeledHkdf SuiteHkdf(HpkeSuite suite)
    {
        byte[] id = [.. "HPKE"u8, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(id.AsSpan(4), (ushort)suite.Kem);
        BinaryPrimitives.WriteUInt16BigEndian(id.AsSpan(6), (ushort)suite.Kdf);
        BinaryPrimitives.WriteUInt16BigEndian(id.AsSpan(8), (ushort)suite.Aead);
        return suite.Kdf == HpkeKdf.HkdfSha512
            ? new LabeledHkdf(HashAlgorithmName.SHA512, SHA512.HashSizeInBytes, id)
            : new LabeledHkdf(HashAlgorithmName.SHA256, SHA256.HashSizeInBytes, id);
    }

    /// <summary>Bytes of the AEAD's key; 0 when the suite only exports.</summary>
    internal static int KeySize(HpkeAead aead) => aead switch
    {
        HpkeAead.Aes128Gcm => 16,
        HpkeAead.Aes256Gcm or HpkeAead.ChaCha20Poly1305 => 32,
        _ => 0,
    };

    /// <summary>A cipher for one thread at a time; null when the suite only exports.</summary>
    internal static IAead? CreateCipher(HpkeAead aead, ReadOnlySpan<byte> key) => aead switch
    {
        HpkeAead.Aes128Gcm or HpkeAead.Aes256Gcm => new SingleThreadAesGcm(key),
        HpkeAead.ChaCha20Poly1305 => SodiumAead.ChaCha20Poly1305(key),
        _ => null,
    };
}
