using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Host.Output;

/// <summary>The public half of a key.</summary>
/// <param name="Key">The version.</param>
/// <param name="Purpose">What the key is for.</param>
/// <param name="Tenant">Whose it is; null for the installation's.</param>
/// <param name="State">The version's state.</param>
/// <param name="Algorithm">Ed25519 or X25519.</param>
/// <param name="PublicKey">Its 32 bytes in base64.</param>
/// <param name="Pem">The same as SubjectPublicKeyInfo (RFC 8410) in PEM, as openssl reads it.</param>
internal sealed record PublicKeyLine(
    string Key, string Purpose, string? Tenant, string State, string Algorithm, string PublicKey, string Pem)
{
    /// <summary>Shows one.</summary>
    public static PublicKeyLine From(PublicKeyVersion key)
    {
        var signs = KeyPurposes.KindOf(key.Purpose) == KeyKind.Signing;

        // RFC 8410: the algorithm's identifier is 1.3.101.112 for Ed25519 and 1.3.101.110 for X25519.
        byte[] info =
            [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, (byte)(signs ? 0x70 : 0x6E), 0x03, 0x21, 0x00, .. key.PublicKey.Span];
        return new PublicKeyLine(
            KeyLine.Name(key.Version),
            key.Purpose,
            key.Tenant.Length == 0 ? null : key.Tenant,
            Names.Of(key.State),
            signs ? "Ed25519" : "X25519",
            Convert.ToBase64String(key.PublicKey.Span),
            $"-----BEGIN PUBLIC KEY-----\n{Convert.ToBase64String(info)}\n-----END PUBLIC KEY-----");
    }
}
