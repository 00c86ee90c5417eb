using System.Runtime.Intrinsics.X86;
using Cabinet.Domain.Security;
using Microsoft.Extensions.Options;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace Cabinet.Infrastructure.Security.Profiles;

/// <summary>What each profile may be used for here, and which one new versions get.</summary>
internal sealed class ProfilePolicy(IOptions<SecurityOptions> configured)
{
    private readonly SecurityOptions options = configured.Value;

    /// <summary>Whether this processor encrypts with AES in hardware; elsewhere AES is slow.</summary>
    internal static bool HasAes => SodiumAead.HasAesGcm || Aes.IsSupported || ArmAes.IsSupported;

    /// <summary>What new versions are made for.</summary>
    internal CryptographicProfile ForNewVersions => Choose(HasAes);

    internal ProfileUse UseOf(CryptographicProfile profile) =>
        profile == CryptographicProfile.AesGcm ? options.AesGcmUse : options.XChaCha20Use;

    /// <summary>
    /// What the profile of a record may be used for. Keys that don't seal have no cipher, so the policy leaves them be; and
    /// an unknown profile is refused elsewhere.
    /// </summary>
    internal ProfileUse UseOf(KeyVersionRecord record) =>
        KeyPurposes.KindOf(record.Purpose) == KeyKind.Sealing
        && CryptographicProfile.Find(record.Profile) is { } profile
            ? UseOf(profile)
            : ProfileUse.Active;

    internal CryptographicProfile Choose(bool hasAes)
    {
        var (wanted, other) = options.Profile switch
        {
            SealingProfile.AesGcm => (CryptographicProfile.AesGcm, null),
            SealingProfile.XChaCha20 => (CryptographicProfile.XChaCha20, null),
            _ when hasAes => (CryptographicProfile.AesGcm, CryptographicProfile.XChaCha20),
            _ => (CryptographicProfile.XChaCha20, (CryptographicProfile?)CryptographicProfile.AesGcm),
        };
        return UseOf(wanted) == ProfileUse.Active ? wanted
            : other is not null && UseOf(other) == ProfileUse.Active ? other
            : throw new InvalidOperationException("No profile may seal; the options' validation keeps this away.");
    }

    /// <summary>Whether there is a profile that new versions can be made for.</summary>
    internal static bool IsValid(SecurityOptions options) => options.Profile switch
    {
        SealingProfile.Automatic =>
            options.AesGcmUse == ProfileUse.Active || options.XChaCha20Use == ProfileUse.Active,
        SealingProfile.AesGcm => options.AesGcmUse == ProfileUse.Active,
        SealingProfile.XChaCha20 => options.XChaCha20Use == ProfileUse.Active,
        _ => false,
    };
}
