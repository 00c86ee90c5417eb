namespace Cabinet.Application.Security.Hpke;

/// <summary>
/// The three algorithms that a key serves. They belong to the key's record and are never taken from a message: there is
/// no negotiation, and both sides have to know the same three.
/// </summary>
/// <param name="Kem">How the shared secret is agreed on.</param>
/// <param name="Kdf">How it becomes keys.</param>
/// <param name="Aead">What encrypts.</param>
public readonly record struct HpkeSuite(HpkeKem Kem, HpkeKdf Kdf, HpkeAead Aead)
{
    /// <summary>Profile 1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.</summary>
    public static HpkeSuite Default { get; } =
        new(HpkeKem.X25519HkdfSha256, HpkeKdf.HkdfSha256, HpkeAead.Aes256Gcm);

    /// <summary>Whether all three are algorithms that exist here. A suite that was never set isn't known.</summary>
    public bool IsKnown =>
        PublicKeySize > 0
        && DigestSize > 0
        && Aead is HpkeAead.Aes128Gcm or HpkeAead.Aes256Gcm or HpkeAead.ChaCha20Poly1305 or HpkeAead.ExportOnly;

    /// <summary>Bytes of a public key, and of an encapsulation; 0 when the suite isn't known.</summary>
    public int PublicKeySize => Kem switch
    {
        HpkeKem.X25519HkdfSha256 => 32,
        HpkeKem.P256HkdfSha256 => 65,
        _ => 0,
    };

    /// <summary>The most bytes that one export has: 255 times the digest of the KDF; 0 when it isn't known.</summary>
    public int MaximumExportSize => 255 * DigestSize;

    /// <summary>The three names.</summary>
    public override string ToString() => $"{Kem}, {Kdf}, {Aead}";

    private int DigestSize => Kdf switch
    {
        HpkeKdf.HkdfSha256 => 32,
        HpkeKdf.HkdfSha512 => 64,
        _ => 0,
    };
}
