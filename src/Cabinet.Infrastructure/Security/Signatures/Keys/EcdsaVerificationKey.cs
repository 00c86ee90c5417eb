using System.Security.Cryptography;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <summary>
/// A P-256 public key. It accepts both values of s that fit one r: signers produce the higher one half of the time, and
/// nothing in Cabinet takes a signature's bytes for an identity.
/// </summary>
internal sealed class EcdsaVerificationKey : IVerificationKey
{
    private readonly EcdsaPool pool;

    private EcdsaVerificationKey(byte[] bytes) => pool = new EcdsaPool(() => EcdsaP256.ImportPublic(bytes)!);

    public SignatureAlgorithm Algorithm => SignatureAlgorithm.EcdsaP256Sha256;

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == AlgorithmNames.SignatureLength(Algorithm) &&
        pool.Use(new Claim(data, signature), static (key, claim) => key.VerifyData(
            claim.Data,
            claim.Signature,
            HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public void Dispose() => pool.Dispose();

    public override string ToString() => nameof(EcdsaVerificationKey);

    /// <summary>Imports an uncompressed point or SubjectPublicKeyInfo; null when it is neither.</summary>
    internal static EcdsaVerificationKey? Import(ReadOnlySpan<byte> bytes)
    {
        using var key = EcdsaP256.ImportPublic(bytes);
        return key is null ? null : new EcdsaVerificationKey(bytes.ToArray());
    }

    private readonly ref struct Claim(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        public readonly ReadOnlySpan<byte> Data = data;
        public readonly ReadOnlySpan<byte> Signature = signature;
    }
}
