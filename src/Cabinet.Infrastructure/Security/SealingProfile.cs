namespace Cabinet.Infrastructure.Security;

/// <summary>Which cryptographic profile new key versions are made for.</summary>
public enum SealingProfile
{
    /// <summary>
    /// Profile 1 where the processor has AES instructions, else profile 2; the other one where the policy keeps that one
    /// from sealing.
    /// </summary>
    Automatic = 0,

    /// <summary>Profile 1: AES-256-GCM.</summary>
    AesGcm = 1,

    /// <summary>Profile 2: XChaCha20-Poly1305.</summary>
    XChaCha20 = 2,
}
