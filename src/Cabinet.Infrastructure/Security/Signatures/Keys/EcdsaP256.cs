using System.Security.Cryptography;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <summary>Reads P-256 keys, and of other curves none.</summary>
internal static class EcdsaP256
{
    private const string CurveId = "1.2.840.10045.3.1.7";
    private const int ScalarLength = 32;
    private const int PointLength = 1 + (2 * ScalarLength);

    /// <summary>Imports a scalar or PKCS#8; null when it is neither.</summary>
    internal static ECDsa? ImportPrivate(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != ScalarLength)
        {
            return Import(secret, static (key, bytes) =>
            {
                key.ImportPkcs8PrivateKey(bytes, out var read);
                return read;
            });
        }

        var scalar = GC.AllocateUninitializedArray<byte>(ScalarLength, pinned: true);
        secret.CopyTo(scalar);
        var key = Import(scalar, static (key, bytes) =>
        {
            key.ImportParameters(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = bytes.ToArray() });
            return bytes.Length;
        });
        CryptographicOperations.ZeroMemory(scalar);
        return key;
    }

    /// <summary>Imports an uncompressed point or SubjectPublicKeyInfo; null when it is neither.</summary>
    internal static ECDsa? ImportPublic(ReadOnlySpan<byte> bytes) => bytes.Length == PointLength && bytes[0] == 4
        ? Import(bytes, static (key, point) =>
        {
            var q = new ECPoint
            {
                X = point.Slice(1, ScalarLength).ToArray(), Y = point[(1 + ScalarLength)..].ToArray(),
            };
            key.ImportParameters(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = q });
            return point.Length;
        })
        : Import(bytes, static (key, info) =>
        {
            key.ImportSubjectPublicKeyInfo(info, out var read);
            return read;
        });

    private static ECDsa? Import(ReadOnlySpan<byte> bytes, ImportInto import)
    {
        var key = ECDsa.Create();
        try
        {
            if (import(key, bytes) == bytes.Length && IsOnCurve(key))
            {
                return key;
            }
        }
        catch (CryptographicException)
        {
            // The platform says so when the bytes are no key, or a point isn't on the curve.
        }

        key.Dispose();
        return null;
    }

    private static bool IsOnCurve(ECDsa key) => key.ExportParameters(false).Curve.Oid?.Value == CurveId;

    // Answers how many bytes the key took: there may be none left behind it.
    private delegate int ImportInto(ECDsa key, ReadOnlySpan<byte> bytes);
}
