using Cabinet.Domain.Security;
using NSec.Cryptography;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>
/// The public half of an asymmetric key. It is such a record's check value: one-way, proven by deriving it again, and
/// still there to verify with when the private half is destroyed.
/// </summary>
internal static class PublicHalf
{
    internal const int Size = 32;

    internal static bool Has(string purpose) =>
        KeyPurposes.KindOf(purpose) is KeyKind.Signing or KeyKind.Exchange;

    /// <summary>Derives the public half of the key that those 32 bytes are for that purpose.</summary>
    internal static byte[] Derive(string purpose, ReadOnlySpan<byte> secret)
    {
        Algorithm algorithm = KeyPurposes.KindOf(purpose) switch
        {
            KeyKind.Signing => SignatureAlgorithm.Ed25519,
            KeyKind.Exchange => KeyAgreementAlgorithm.X25519,
            _ => throw new ArgumentException($"Keys for \"{purpose}\" have no public half.", nameof(purpose)),
        };
        using var key = Key.Import(algorithm, secret, KeyBlobFormat.RawPrivateKey);
        return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }
}
