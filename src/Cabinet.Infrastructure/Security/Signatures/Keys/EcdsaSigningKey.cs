using System.Security.Cryptography;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <summary>A P-256 private key.</summary>
internal sealed class EcdsaSigningKey : ISigningKey
{
    private readonly SecretBytes secret;
    private readonly EcdsaPool pool;

    private EcdsaSigningKey(SecretBytes secret)
    {
        this.secret = secret;
        pool = new EcdsaPool(() => EcdsaP256.ImportPrivate(secret.Expose(SecretAccess.Granted))!);
    }

    public SignatureAlgorithm Algorithm => SignatureAlgorithm.EcdsaP256Sha256;

    public byte[] Sign(ReadOnlySpan<byte> data) => pool.Use(data, static (key, data) =>
        key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public void Dispose()
    {
        pool.Dispose();
        secret.Dispose();
    }

    public override string ToString() => nameof(EcdsaSigningKey);

    /// <summary>Imports a scalar or PKCS#8; null when it is neither.</summary>
    internal static EcdsaSigningKey? Import(ReadOnlySpan<byte> secret)
    {
        using var key = EcdsaP256.ImportPrivate(secret);
        return key is null ? null : new EcdsaSigningKey(new SecretBytes(secret));
    }
}
