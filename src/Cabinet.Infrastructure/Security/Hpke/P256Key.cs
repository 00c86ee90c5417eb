using System.Security.Cryptography;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>A key pair of NIST P-256 (SEC 1), by the platform.</summary>
internal sealed class P256Key : KemKey
{
    private const int CoordinateSize = 32;
    private const byte Uncompressed = 4;

    private readonly ECDiffieHellman key;
    private readonly byte[] publicKey;
    private readonly Lock agreeing = new();

    private P256Key(ECDiffieHellman key)
    {
        this.key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        this.publicKey = [Uncompressed, .. point.X!, .. point.Y!];
    }

    internal override ReadOnlyMemory<byte> PublicKey => this.publicKey;

    /// <summary>The order of the group, big-endian: private keys are 1 or more, and less than this.</summary>
    private static ReadOnlySpan<byte> Order =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ];

    /// <summary>The key of 32 bytes, big-endian, or null when they are zero or not less than the order.</summary>
    internal static P256Key? TryImport(ReadOnlySpan<byte> privateKey)
    {
        if (!privateKey.ContainsAnyExcept((byte)0) || privateKey.SequenceCompareTo(Order) >= 0)
        {
            return null;
        }

        var secret = GC.AllocateUninitializedArray<byte>(privateKey.Length, pinned: true);
        privateKey.CopyTo(secret);
        try
        {
            return new P256Key(ECDiffieHellman.Create(
                new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret }));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    internal override bool TryAgree(ReadOnlySpan<byte> publicKey, Span<byte> secret)
    {
        secret.Clear();
        if (TryReadPoint(publicKey) is not { } peer)
        {
            return false;
        }

        using (peer)
        {
            byte[] agreed;
            lock (agreeing)
            {
                agreed = this.key.DeriveRawSecretAgreement(peer.PublicKey);
            }

            agreed.CopyTo(secret);
            CryptographicOperations.ZeroMemory(agreed);
            return true;
        }
    }

    public override void Dispose() => this.key.Dispose();

    /// <summary>The platform checks that the coordinates are a point of the curve.</summary>
    private static ECDiffieHellman? TryReadPoint(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 1 + 2 * CoordinateSize || bytes[0] != Uncompressed)
        {
            return null;
        }

        var point = new ECPoint
        {
            X = bytes.Slice(1, CoordinateSize).ToArray(),
            Y = bytes[(1 + CoordinateSize)..].ToArray(),
        };
        try
        {
            return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
