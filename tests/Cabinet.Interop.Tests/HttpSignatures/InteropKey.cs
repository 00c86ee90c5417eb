using System.Security.Cryptography;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Interop.Tests.HttpSignatures;

/// <summary>One key in the forms that both sides take.</summary>
internal sealed record InteropKey(
    SignatureAlgorithm Algorithm,
    string Name,
    byte[] Private,
    byte[] Public,
    object PrivateForNode,
    object PublicForNode)
{
    internal const string KeyId = "interop-key";

    // What stands before the 32 bytes of an Ed25519 key in PKCS#8 and in SubjectPublicKeyInfo (RFC 8410).
    private const string Pkcs8Start = "302e020100300506032b657004220420";
    private const string PublicStart = "302a300506032b6570032100";

    /// <summary>A key of each algorithm; Ed25519's is the first of RFC 8032, section 7.1.</summary>
    internal static InteropKey Of(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Ed25519 => OfEd25519(),
        SignatureAlgorithm.EcdsaP256Sha256 => OfEcdsa(),
        _ => OfHmac(),
    };

    private static InteropKey OfEd25519()
    {
        var secret = Convert.FromHexString(
            Pkcs8Start + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var shared = Convert.FromHexString(
            PublicStart + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        return Asymmetric(SignatureAlgorithm.Ed25519, "ed25519", secret, shared);
    }

    private static InteropKey OfEcdsa()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Asymmetric(
            SignatureAlgorithm.EcdsaP256Sha256,
            "ecdsa-p256-sha256",
            key.ExportPkcs8PrivateKey(),
            key.ExportSubjectPublicKeyInfo());
    }

    private static InteropKey OfHmac()
    {
        var secret = Enumerable.Range(0, 48).Select(number => (byte)(number * 5)).ToArray();
        var forNode = new { secret };
        return new InteropKey(SignatureAlgorithm.HmacSha256, "hmac-sha256", secret, secret, forNode, forNode);
    }

    private static InteropKey Asymmetric(
        SignatureAlgorithm algorithm, string name, byte[] secret, byte[] shared) => new(
        algorithm,
        name,
        secret,
        shared,
        new { pem = PemEncoding.WriteString("PRIVATE KEY", secret) },
        new { pem = PemEncoding.WriteString("PUBLIC KEY", shared) });
}
