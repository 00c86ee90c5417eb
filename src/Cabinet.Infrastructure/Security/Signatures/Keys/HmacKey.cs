using System.Security.Cryptography;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <summary>A key that both sides share: it makes tags and compares them in constant time.</summary>
internal sealed class HmacKey : ISigningKey, IVerificationKey
{
    private const int Shortest = 32;
    private const int Longest = 1024;

    private readonly SecretBytes secret;

    private HmacKey(SecretBytes secret) => this.secret = secret;

    public SignatureAlgorithm Algorithm => SignatureAlgorithm.HmacSha256;

    public byte[] Sign(ReadOnlySpan<byte> data) =>
        HMACSHA256.HashData(secret.Expose(SecretAccess.Granted), data);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        CryptographicOperations.FixedTimeEquals(Sign(data), signature);

    public void Dispose() => secret.Dispose();

    public override string ToString() => nameof(HmacKey);

    /// <summary>Imports a shared key; null when it is too short or too long.</summary>
    internal static HmacKey? Import(ReadOnlySpan<byte> secret) =>
        secret.Length is >= Shortest and <= Longest ? new HmacKey(new SecretBytes(secret)) : null;
}
